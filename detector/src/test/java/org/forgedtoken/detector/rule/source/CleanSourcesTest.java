package org.forgedtoken.detector.rule.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** What is remembered of sources in few words is what the source itself would have remembered. */
class CleanSourcesTest {
    private static final long START = 1_767_225_600_000L;

    @Property(tries = 200)
    void aSourceThatIsTakenOutDidWhatItDid(@ForAll Random random) {
        BackgroundRate background = new BackgroundRate();
        BackgroundRate expectedBackground = new BackgroundRate();
        CleanSources sources = new CleanSources(() -> 1L << 20);
        Map<String, SourceActivity> expected = new HashMap<>();
        for (int i = 0; i < 2_000; i++) {
            String source = "192.0.2." + random.nextInt(200);
            long time = START + i * 600_000L - random.nextInt(100) * 60_000L;
            String account = "a" + random.nextInt(5);
            boolean taken = random.nextInt(50) == 0;
            if (!taken && sources.see(source, time, account, background, other -> false)) {
                expected.computeIfAbsent(source, s -> new SourceActivity())
                        .see(time, account, TrustClass.ISSUED, expectedBackground);
                continue;
            }
            SourceActivity left = sources.take(source);
            SourceActivity would = expected.remove(source);
            assertThat(left == null).isEqualTo(would == null);
            if (left != null && would != null) {
                assertThat(left.uses()).isEqualTo(would.uses());
                assertThat(left.first()).isEqualTo(would.first());
                assertThat(left.newest()).isEqualTo(would.newest());
                assertThat(left.unvouched()).isZero();
            }
            assertThat(sources.take(source)).isNull();
        }
        assertThat(background.takeChanged()).isNotEmpty().isEqualTo(expectedBackground.takeChanged());
        assertThat(sources.size()).isEqualTo(expected.size());
    }

    @Test
    void whoWasSilentForLongGoesFirst() {
        AtomicLong room = new AtomicLong(1L << 20);
        CleanSources sources = new CleanSources(room::get);
        BackgroundRate background = new BackgroundRate();
        for (int i = 0; i < 100_000; i++) {
            sources.see("source" + i, START + i, "a", background, other -> false);
            sources.see("often", START + i, "b", background, other -> false);
        }
        assertThat(sources.bytes()).isBetween(room.get() / 2, room.get());
        int before = sources.size();

        room.set(1L << 18);
        sources.see("last", START + 100_000, "a", background, other -> false);

        assertThat(sources.bytes()).isLessThanOrEqualTo(room.get());
        assertThat(sources.size()).isBetween(before / 8, before / 2);
        assertThat(sources.take("often")).isNotNull();
        assertThat(sources.take("source1")).isNull();
        assertThat(sources.take("last")).isNotNull();
    }

    @Test
    void aSourceThatIsKnownOtherwiseIsNoneOfThem() {
        CleanSources sources = new CleanSources(() -> 1L << 20);
        assertThat(sources.see("crawler", START, "a", new BackgroundRate(), "crawler"::equals))
                .isFalse();
        assertThat(sources.size()).isZero();
    }
}
