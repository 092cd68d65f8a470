package org.forgedtoken.detector.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.forgedtoken.detector.rule.source.TrustClass.FORGED;
import static org.forgedtoken.detector.rule.source.TrustClass.ISSUED;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.forgedtoken.detector.alert.Finding;
import org.forgedtoken.detector.alert.Involved.Who;
import org.forgedtoken.detector.alert.Proof;
import org.forgedtoken.detector.rule.Rule;
import org.forgedtoken.detector.rule.Verdict;
import org.forgedtoken.detector.rule.source.TrustClass;
import org.forgedtoken.detector.settings.Settings;
import org.forgedtoken.detector.step.Said;
import org.forgedtoken.detector.step.Stores;
import org.forgedtoken.detector.step.Watched;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** What sources cost, and who must go when there are too many. */
@Isolated("it measures the heap")
class SeenSourcesTest {
    private static final long START = 1_767_225_600_000L;
    private static final int FLOOD = 1_000_000;

    private final List<Finding> findings = new ArrayList<>();
    private final SourcesState state = SourcesState.of(Stores.inMemory());
    private final WatchSources watch = new WatchSources(Settings.defaults(), state, new Said(findings::add));

    /** Where another task has come, each has less. */
    @Test
    void whatThereIsRoomForMayShrink() {
        AtomicLong room = new AtomicLong(1 << 20);
        WatchSources shrinking = new WatchSources(Settings.defaults(), room::get, state, new Said(findings::add));
        for (int i = 0; i < 10_000; i++) {
            shrinking.seen(seen(i, "home" + i, i, TrustClass.ISSUED));
        }
        assertThat(shrinking.bytes()).isBetween(1L << 19, 1L << 20);
        int before = shrinking.size();

        room.set(1 << 18);
        shrinking.seen(seen(10_000, "home", 10_000, TrustClass.ISSUED));

        assertThat(shrinking.bytes()).isLessThanOrEqualTo(1L << 18);
        assertThat(shrinking.size()).isBetween(1, before / 2);
    }

    /** An address of his own for each request of the attacker; a slow crawler among them uses an account a minute. */
    @Test
    void aMillionSourcesStayWithinTheBoundAndHideNoCrawler() {
        for (int i = 0; i < FLOOD; i++) {
            watch.seen(seen(i, "2001:db8:" + Integer.toHexString(i) + "::/64", i, TrustClass.FORGED));
            watch.seen(seen(i, "home" + i % 50_000, i % 50_000, TrustClass.ISSUED));
            if (i % 20_000 == 0) {
                watch.seen(seen(i, "crawler", 5_000_000 + i, TrustClass.FORGED));
                watch.save(1_000);
            }
        }

        assertThat(watch.bytes()).isLessThan(3 * WatchSources.SHELF_BYTES);
        assertThat(watch.size()).isBetween(80_000, 200_000);
        List<String> stored = new ArrayList<>();
        state.sources().forEach((name, source) -> stored.add(name));
        assertThat(stored).hasSizeLessThan(100_000);
        assertThat(findings)
                .extracting(finding ->
                        finding.key().rule() + " " + finding.key().entity().split("@")[0])
                .containsExactlyInAnyOrder(Rule.SOURCE_FAN_OUT + " crawler", Rule.SOURCE_ENUMERATION + " crawler");
    }

    @Test
    void whatIsEstimatedToBeTakenIsTaken() {
        long before = heap();
        for (int i = 0; i < 60_000; i++) {
            watch.seen(seen(i, "home" + i, i, TrustClass.ISSUED));
        }
        for (int i = 0; i < 200_000; i++) {
            watch.seen(seen(i, "carrier" + i % 50, i, TrustClass.ISSUED));
        }

        for (int i = 0; i < 60_000; i++) {
            watch.seen(undetermined(i, "outage" + i % 30_000));
        }

        assertThat(heap() - before).isLessThan(watch.bytes() * 5 / 4);
    }

    /** Whoever is looked ahead at, known or not, held in one place or another: what comes out is what would come out otherwise. */
    @Test
    void lookingAheadChangesNothing() {
        List<Finding> otherwise = new ArrayList<>();
        SourcesState left = SourcesState.of(Stores.inMemory());
        LongSupplier room = () -> 1 << 18;
        WatchSources ahead = new WatchSources(Settings.defaults(), room, state, new Said(findings::add));
        WatchSources plain = new WatchSources(Settings.defaults(), room, left, new Said(otherwise::add));
        Random random = new Random(3);
        for (int pack = 0; pack < 200; pack++) {
            List<Watched> together = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                int home = random.nextInt(3_000);
                together.add(seen(pack * 300 + i, "home" + home, home, random.nextInt(20) == 0 ? FORGED : ISSUED));
                together.add(seen(pack * 300 + i, "crawler", 10_000 + pack, FORGED));
                together.add(seen(pack * 300 + i, "carrier" + i % 5, random.nextInt(5_000), ISSUED));
            }
            ahead.accept(together);
            together.forEach(plain::seen);
        }
        ahead.save(Integer.MAX_VALUE);
        plain.save(Integer.MAX_VALUE);

        assertThat(findings).isNotEmpty().usingRecursiveComparison().isEqualTo(otherwise);
        assertThat(ahead.size()).isEqualTo(plain.size());
        assertThat(ahead.bytes()).isEqualTo(plain.bytes());
        assertThat(names(state)).isNotEmpty().isEqualTo(names(left));
    }

    /** One that was put aside leaves nothing there when it has to go, be it honest by then or put aside by an earlier run. */
    @Test
    void whoGoesIsNoLongerPutAside() {
        LongSupplier room = () -> 1 << 14;
        WatchSources before = new WatchSources(Settings.defaults(), room, state, new Said(findings::add));
        before.seen(seen(0, "acquitted", 1, FORGED));
        before.seen(seen(0, "suspect", 1, FORGED));
        before.save(Integer.MAX_VALUE);
        assertThat(names(state)).containsExactlyInAnyOrder("acquitted", "suspect");
        WatchSources after = new WatchSources(Settings.defaults(), room, state, new Said(findings::add));

        after.seen(new Watched(START, 0, "1", "acquitted", ISSUED, null, null));
        for (int i = 0; i < 200; i++) {
            after.seen(seen(i, "home" + i, i, ISSUED));
            after.seen(seen(i, "other" + i, i, FORGED));
        }
        after.save(Integer.MAX_VALUE);

        assertThat(names(state)).doesNotContain("acquitted", "suspect").hasSizeBetween(1, 100);
    }

    private static List<String> names(SourcesState of) {
        List<String> names = new ArrayList<>();
        of.sources().forEach((name, source) -> names.add(name));
        Collections.sort(names);
        return names;
    }

    private static long heap() {
        Runtime runtime = Runtime.getRuntime();
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return runtime.totalMemory() - runtime.freeMemory();
    }

    /** Of an issuer that is not carried: what its tokens are used for is held. */
    private static Watched undetermined(int second, String source) {
        String account = "account" + second;
        String token = "https%3A//login.example|" + new UUID(second, second);
        Who who = new Who(
                token,
                "https://login.example",
                account,
                "key-" + second % 2,
                source,
                "/orders/{id}",
                Verdict.UNDETERMINED,
                Proof.NONE);
        return new Watched(START + second, 1, account, source, TrustClass.UNCOVERED, null, who);
    }

    private static Watched seen(int second, String source, int account, TrustClass trust) {
        return new Watched(START + second * 1_000L / 20, 1, Integer.toString(account), source, trust, null, null);
    }
}
