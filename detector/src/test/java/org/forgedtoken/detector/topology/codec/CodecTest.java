package org.forgedtoken.detector.topology.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Function;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.forgedtoken.detector.feed.TokenClaims;
import org.forgedtoken.detector.ledger.IssuedToken;
import org.forgedtoken.detector.ledger.TokenForm;
import org.forgedtoken.detector.rule.rate.RateSnapshot;
import org.forgedtoken.detector.settings.Settings;
import org.forgedtoken.detector.step.ForGroup;
import org.forgedtoken.detector.step.IncidentEvent;
import org.forgedtoken.detector.step.Memory;
import org.forgedtoken.detector.step.TokenEvent;
import org.forgedtoken.detector.topology.Memories;
import org.forgedtoken.detector.topology.Topic;
import org.forgedtoken.detector.topology.Topics;
import org.junit.jupiter.api.Test;

/** The bytes of every store, of every internal topic, and of what instances ask each other. */
class CodecTest {
    /** A file for each version of what is stored, a line for each value. */
    private static final Path STORED = Path.of("src", "test", "resources", "state");

    private static final int SEEDS = 200;
    private static final Map<String, Form<?>> FORMS = forms();

    private record Form<T>(Function<T, byte[]> bytes, Function<byte[], T> value, Function<Samples, T> sample) {
        byte[] bytes(Samples samples) {
            return bytes.apply(sample.apply(samples));
        }
    }

    private static Map<String, Form<?>> forms() {
        Map<String, Form<?>> forms = new TreeMap<>();
        forms.put("question", form(new RecordCodec<>(TokenClaims.class)));
        Memories.all().forEach(memory -> {
            if (memory.place() != Memory.Place.AS_SET) {
                forms.put(memory.name(), form(Codec.of(memory.type())));
            }
        });
        Topics.of(Settings.defaults()).all(Topic.Way.INTERNAL).forEach(topic -> forms.put(topic.name(), form(topic)));
        return forms;
    }

    private static <T> Form<T> form(Codec<T> codec) {
        Class<?> type = codec instanceof RecordCodec<T> cbor ? cbor.type() : RateSnapshot.class;
        return form(codec, type);
    }

    @SuppressWarnings("unchecked")
    private static <T> Form<T> form(Codec<T> codec, Class<?> type) {
        return new Form<>(codec::bytes, codec::value, samples -> (T) samples.of(type));
    }

    @SuppressWarnings("unchecked")
    private static <T> Form<T> form(Topic<?, T> topic) {
        Function<Samples, ?> sample = switch (topic.step()) {
            case "JUDGE" -> samples -> List.of(samples.of(TokenEvent.class), samples.of(TokenEvent.class));
            case "GROUP" -> samples -> samples.of(ForGroup.class);
            case "INCIDENTS" -> samples -> samples.of(IncidentEvent.class);
            default -> samples -> samples.of(WatchBatch.class);
        };
        return new Form<>(
                value -> topic.values().serializer().serialize("", value),
                bytes -> topic.values().deserializer().deserialize("", bytes),
                samples -> (T) sample.apply(samples));
    }

    @Test
    void whatIsStoredIsAsItWas() throws IOException {
        String name = Codec.VERSION + ".txt";
        Path now =
                Files.write(Files.createDirectories(Path.of("target", "state")).resolve(name), stored());
        assertThat(now)
                .as(
                        "what is stored has changed: raise Codec.VERSION where the one before was released, and put %s"
                                + " into %s",
                        now, STORED)
                .hasSameTextualContentAs(STORED.resolve(name));
    }

    @Test
    void whatEarlierVersionsHaveStoredIsRefused() throws IOException {
        for (int version = 2; version < Codec.VERSION; version++) {
            for (String line : Files.readAllLines(STORED.resolve(version + ".txt"))) {
                String[] nameAndBytes = line.split(" ");
                Form<?> form = FORMS.get(nameAndBytes[0]);
                byte[] bytes = Base64.getDecoder().decode(nameAndBytes[1]);
                if (form != null) { // the store is still there
                    assertThatThrownBy(() -> form.value().apply(bytes))
                            .as(line)
                            .hasMessageContaining(
                                    "stored in form %d, but this program knows form %d", bytes[0], Codec.VERSION);
                }
            }
        }
    }

    /** Of each store and topic so many values that each record, constant and absence is in one of them. */
    private static List<String> stored() {
        List<String> lines = new ArrayList<>();
        Map<String, Form<?>> all = new TreeMap<>(FORMS);
        all.put(
                "judge-ledger",
                new Form<>(new TokenForm()::bytes, TokenForm::token, samples -> samples.of(IssuedToken.class)));
        all.forEach((name, form) -> {
            Set<Object> met = new HashSet<>();
            for (int seed = 0; seed < SEEDS; seed++) {
                Samples samples = Samples.small(seed);
                byte[] bytes = form.bytes(samples);
                if (met.addAll(samples.met()) || seed == 0) {
                    lines.add(name + ' ' + Base64.getEncoder().encodeToString(bytes));
                }
            }
        });
        return lines;
    }

    @Property(tries = 100)
    void whatIsWrittenIsReadBack(@ForAll long seed) {
        FORMS.forEach((name, form) -> readBack(name, form, seed));
    }

    @Property(tries = 30)
    void bytesOfAnotherVersionAndBrokenOnesAreRefused(@ForAll long seed) {
        FORMS.forEach((name, form) -> refused(name, form, Samples.ofAllSizes(seed)));
    }

    /** Somebody else's bytes, and ours after a bit has tipped over: perhaps they can be read, but nothing else happens. */
    @Property(tries = 30)
    void noBytesDoHarm(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        FORMS.forEach((name, form) -> {
            byte[] bytes = form.bytes(Samples.ofAllSizes(seed));
            for (int i = 0; i < 10; i++) {
                byte[] tipped = bytes.clone();
                tipped[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
                harmless(name, form, tipped);
            }
            byte[] foreign = new byte[random.nextInt(1, 100)];
            random.nextBytes(foreign);
            foreign[0] = Codec.VERSION;
            harmless(name, form, foreign);
        });
    }

    @Property(tries = 30)
    void valuesOfEventsOneBehindTheOtherAreAValue(@ForAll long seed) {
        Samples samples = Samples.ofAllSizes(seed);
        List<TokenEvent> events =
                List.of(samples.of(TokenEvent.class), samples.of(TokenEvent.class), samples.of(TokenEvent.class));
        TokenEventsCodec codec = new TokenEventsCodec();
        ByteArrayOutputStream behind = new ByteArrayOutputStream();
        for (TokenEvent event : events) {
            behind.writeBytes(codec.bytes(List.of(event)));
        }
        assertThat(codec.value(behind.toByteArray())).isEqualTo(events);
        assertThat(asJudgeReads(codec, behind.toByteArray())).isEqualTo(events);
    }

    /** Plain uses are taken as such, and each can be read whole. */
    private static List<TokenEvent> asJudgeReads(TokenEventsCodec codec, byte[] bytes) {
        List<TokenEvent> whole = new ArrayList<>();
        for (TokenEvent event : codec.forJudge(bytes)) {
            if (event instanceof TokenEvent.Plain plain) {
                for (int i = 0; i < plain.size(); i++) {
                    whole.add(plain.whole(i).get());
                }
            } else {
                whole.add(event);
            }
        }
        return whole;
    }

    private static <T> void readBack(String name, Form<T> form, long seed) {
        T value = form.sample().apply(Samples.ofAllSizes(seed));
        assertThat(form.value().apply(form.bytes().apply(value))).as(name).isEqualTo(value);
    }

    private static void refused(String name, Form<?> form, Samples samples) {
        byte[] bytes = form.bytes(samples);
        byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
        byte[] shorter = Arrays.copyOf(bytes, bytes.length - 1);
        byte[] newer = bytes.clone();
        newer[0]++;
        for (byte[] broken : new byte[][] {longer, shorter, newer}) {
            assertThatThrownBy(() -> form.value().apply(broken)).as(name).isInstanceOf(UncheckedIOException.class);
        }
    }

    private static void harmless(String name, Form<?> form, byte[] bytes) {
        Throwable thrown = catchThrowable(() -> form.value().apply(bytes));
        if (thrown != null) {
            assertThat(thrown)
                    .as(name)
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageStartingWith("It cannot be read: ");
        }
    }
}
