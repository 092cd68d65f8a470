package org.forgedtoken.detector.topology.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.forgedtoken.detector.step.TokenEvent;

class CodecTest {

    private record Form<T>(Codec<T> codec, Function<Samples, T> sample) {}

    private static final Map<String, Form<?>> FORMS = Map.ofEntries(
            Map.entry("presented token", new Form<>(new PresentedTokenCodec(), Samples::presented)),
            Map.entry("coverage mark", new Form<>(new CoverageMarkCodec(), Samples::coverage)),
            Map.entry("position mark", new Form<>(new PositionMarkCodec(), Samples::position)),
            Map.entry("rate", new Form<>(new RateSnapshotCodec(), Samples::rate)),
            Map.entry("rate episode", new Form<>(new RateEpisodeCodec(), Samples::rateEpisode)),
            Map.entry("account history", new Form<>(new AccountHistoryCodec(), Samples::accountHistory)),
            Map.entry("uncertain uses", new Form<>(new UncertainUsesCodec(), Samples::uncertainUses)),
            Map.entry("number", new Form<>(new LongCodec(), Samples::time)),
            Map.entry("key history", new Form<>(new KeyHistoryCodec(), Samples::keyHistory)),
            Map.entry("waiting key", new Form<>(new WaitingKeyCodec(), Samples::waitingKey)),
            Map.entry("habit", new Form<>(new ClaimHabitCodec(), Samples::habit)),
            Map.entry("timeline", new Form<>(new TimelineCodec(), Samples::timeline)),
            Map.entry("heard", new Form<>(new HeardCodec(), Samples::heard)),
            Map.entry("token event", new Form<>(new TokenEventCodec(), Samples::event)),
            Map.entry(
                    "token events",
                    new Form<>(new TokenEventsCodec(), samples -> List.of(samples.event(), samples.event()))),
            Map.entry("for GROUP", new Form<>(new ForGroupCodec(), Samples::forGroup)),
            Map.entry("for WATCH", new Form<>(new ForWatchCodec(), Samples::forWatch)),
            Map.entry("slot", new Form<>(new SlotCodec(), Samples::slot)),
            Map.entry("source", new Form<>(new SourceCodec(), Samples::source)),
            Map.entry("alert", new Form<>(new AlertStateCodec(), Samples::alert)),
            Map.entry("incident event", new Form<>(new IncidentEventCodec(), Samples::incidentEvent)),
            Map.entry("incident", new Form<>(new IncidentMemoryCodec(), Samples::incidentMemory)),
            Map.entry("action", new Form<>(new AnalystActionCodec(), Samples::action)),
            Map.entry("contribution", new Form<>(new ContributionCodec(), Samples::contribution)),
            Map.entry("share", new Form<>(new ShareMemoryCodec(), Samples::share)),
            Map.entry("involved", new Form<>(new InvolvedCodec(), Samples::involved)),
            Map.entry("live tokens", new Form<>(new LiveTokensCodec(), Samples::liveTokens)),
            Map.entry("hole tokens", new Form<>(new HoleTokensCodec(), Samples::holeTokens)),
            Map.entry("block", new Form<>(new BlockCodec(), Samples::block)),
            Map.entry("token claims", new Form<>(new TokenClaimsCodec(), Samples::claims)));

    @Property(tries = 300)
    void whatIsWrittenIsReadBack(@ForAll long seed) {
        FORMS.forEach((name, form) -> readBack(name, form, seed));
    }

    @Property(tries = 50)
    void bytesOfAnotherVersionAndBrokenOnesAreRefused(@ForAll long seed) {
        FORMS.forEach((name, form) -> refused(name, form, seed));
    }

    @Property(tries = 50)
    void valuesOfEventsOneBehindTheOtherAreAValue(@ForAll long seed) {
        Samples samples = new Samples(seed);
        List<TokenEvent> events = List.of(samples.event(), samples.event(), samples.event());
        TokenEventsCodec codec = new TokenEventsCodec();
        ByteArrayOutputStream behind = new ByteArrayOutputStream();
        for (TokenEvent event : events) {
            behind.writeBytes(codec.bytes(List.of(event)));
        }
        assertThat(codec.value(behind.toByteArray())).isEqualTo(events);
    }

    private static <T> void readBack(String name, Form<T> form, long seed) {
        T value = form.sample().apply(new Samples(seed));
        assertThat(form.codec().value(form.codec().bytes(value))).as(name).isEqualTo(value);
    }

    private static <T> void refused(String name, Form<T> form, long seed) {
        byte[] bytes = form.codec().bytes(form.sample().apply(new Samples(seed)));
        byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
        byte[] shorter = Arrays.copyOf(bytes, bytes.length - 1);
        byte[] newer = bytes.clone();
        newer[0]++;
        for (byte[] broken : new byte[][] {longer, shorter, newer}) {
            assertThatThrownBy(() -> form.codec().value(broken)).as(name).isInstanceOf(UncheckedIOException.class);
        }
    }
}
