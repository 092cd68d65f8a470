package org.forgedtoken.detector.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.forgedtoken.detector.feed.Recent;
import org.forgedtoken.detector.reading.jwt.JwtScan;
import org.forgedtoken.detector.reading.jwt.PlainObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The plain reading of a record says what the full parser says of it, or nothing. */
class PlainObjectTest {
    private static final List<String> TORTURE = List.of(
            "{}",
            "[]",
            "[1]",
            "\"x\"",
            "true",
            "nul",
            "{",
            "}",
            "{\"time\"}",
            "{\"time\":}",
            "{\"time\":1,}",
            "{,\"time\":1}",
            "{\"time\":1}}",
            "{\"time\":1} x",
            "{\"time\":1}\n",
            "\t{ \"time\" : 1 , \"path\" : [ ] } \r\n",
            "{\"time\":1}{\"time\":2}",
            "{\"time\":1,\"time\":2}",
            "{\"time\":null,\"time\":2}",
            "{\"x\":1,\"x\":2,\"time\":3}",
            "{\"\":1,\"path\":\"\"}",
            "{\"time\":01}",
            "{\"time\":-1}",
            "{\"time\":-0}",
            "{\"time\":+1}",
            "{\"time\":.5}",
            "{\"time\":1.}",
            "{\"time\":1.50}",
            "{\"time\":1e9}",
            "{\"time\":1E+9}",
            "{\"time\":0}",
            "{\"time\":00}",
            "{\"time\":0x10}",
            "{\"time\":1_000}",
            "{\"time\":NaN}",
            "{\"time\":Infinity}",
            "{\"time\":123456789012345678}",
            "{\"time\":1234567890123456789}",
            "{\"time\":1" + "0".repeat(99) + "}",
            "{\"time\":1" + "0".repeat(100) + "}",
            "{\"time\":0." + "1".repeat(18) + "}",
            "{\"time\":0." + "1".repeat(150) + "}",
            "{\"account_id\":1.0E7,\"status\":200}",
            "{\"status\":\"200\",\"signature_valid\":\"TRUE\"}",
            "{\"signature_valid\":true,\"authenticated\":false,\"kind\":null}",
            "{\"signature_valid\":tru}",
            "{\"signature_valid\":truer}",
            "{\"signature_valid\":true1}",
            "{\"signature_valid\":True}",
            "{\"path\":\"a\\u0062c\"}",
            "{\"path\":\"\\ud83d\\ude00\"}",
            "{\"path\":\"\\ud83d\"}",
            "{\"p\\u0061th\":\"a\"}",
            "{\"path\":\"a\\/b\"}",
            "{\"path\":\"a\\x\"}",
            "{\"path\":\"\\",
            "{\"path\":\"a\tb\"}",
            "{\"path\":\"a\u0000b\"}",
            "{\"path\":\"a\u007fb\"}",
            "\u0000{\"path\":\"a\"}",
            "{\u0000\"path\":\"a\"}",
            "\ufeff{\"path\":\"a\"}",
            "{\"path\":\"\u00e9\u20ac\ud83d\ude00\"}",
            "{\"p\u00e4th\":\"a\"}",
            "{'path':'a'}",
            "{path:1}",
            "{\"path\":/* a */1}",
            "{\"path\":1//a\n}",
            "{\"path\":{\"path\":\"b\"},\"kind\":[1,\"two\",null,{}]}",
            "{\"x\":{\"a\":1,\"a\":2},\"kind\":\"id\"}",
            "{\"x\":[1,],\"kind\":\"id\"}",
            "{\"x\":[,1],\"kind\":\"id\"}",
            "{\"x\":[1 2],\"kind\":\"id\"}",
            "{\"x\":{\"a\"},\"kind\":\"id\"}",
            "{\"x\":" + "[".repeat(8) + "]".repeat(8) + ",\"kind\":\"id\"}",
            "{\"x\":" + "[".repeat(9) + "]".repeat(9) + ",\"kind\":\"id\"}",
            "{\"x\":" + "[".repeat(99) + "]".repeat(99) + ",\"kind\":\"id\"}",
            "{\"x\":" + "[".repeat(100) + "]".repeat(100) + ",\"kind\":\"id\"}",
            "{\"x\":" + "{\"a\":".repeat(120) + "1" + "}".repeat(120) + ",\"kind\":\"id\"}",
            "{\"user_agent\":\"Mozilla/5.0 (X11; Linux x86_64)\",\"path\":\"/a?token=eyJhbGciOiJub25lIn0.e30.\"}",
            "{\"user_agent\":\"eyJhbGciOiJub25lIn0.e30.\",\"request_id\":\"ewogImFsZyI6MQ\"}",
            "{\"time\":\"2025-11-29T12:00:00.123Z\",\"token_id\":\"t1\",\"issuer\":\"https://id.example\"}");

    @Test
    void seesEachBeginningOfAToken() {
        for (int length = 2; length < 40; length++) {
            for (int at = 0; at < length - 1; at++) {
                byte[] text = "x".repeat(length).getBytes(StandardCharsets.US_ASCII);
                text[at] = 'e';
                assertThat(PlainObject.mayHoldToken(text, 0, length)).isFalse();
                text[at + 1] = (byte) (at % 2 == 0 ? 'y' : 'w');
                assertThat(PlainObject.mayHoldToken(text, 0, length)).isTrue();
                assertThat(PlainObject.mayHoldToken(text, 0, at + 1)).isFalse();
                assertThat(PlainObject.mayHoldToken(text, at + 1, length)).isFalse();
            }
        }
    }

    @Test
    void plain_records_are_read_plainly() {
        assertThat(plainly("{\"time\":\"2025-11-29T12:00:00Z\",\"status\":200,\"signature_valid\":true,\"kind\":null}"))
                .isTrue();
        assertThat(plainly(" { \"x\" : [ 1.5 , { } , [ ] ] , \"path\" : \"/a\" }\n"))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"path\":\"\\u0061\"}", "{\"path\":\"\u00e9\"}", "{\"time\":1,\"time\":2}", "{\"x\":-1}"})
    void what_is_not_plain_is_left_to_the_full_parser(String json) {
        assertThat(plainly(json)).isFalse();
    }

    @Test
    void tortured_records_are_read_as_the_full_parser_reads_them() {
        TORTURE.forEach(json -> sameAsFullParser(json.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void records_that_break_off_anywhere_are_read_as_the_full_parser_reads_them() {
        for (String json : TORTURE) {
            byte[] whole = json.getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < Math.min(whole.length, 300); i++) {
                sameAsFullParser(Arrays.copyOf(whole, i));
            }
        }
    }

    @Test
    void mutated_records_are_read_as_the_full_parser_reads_them() {
        SplittableRandom random = new SplittableRandom(5);
        String bits = "{}[]\",:\\0123456789.-+eEtfnu \t\r\n\u0000ywJ";
        int plain = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] json = TORTURE.get(random.nextInt(TORTURE.size())).getBytes(StandardCharsets.UTF_8);
            for (int change = random.nextInt(3); change >= 0 && json.length > 0; change--) {
                json = mutated(json, bits, random);
            }
            plain += sameAsFullParser(json) ? 1 : 0;
        }
        assertThat(plain).isGreaterThan(1_000);
    }

    @Test
    void records_put_together_at_random_are_read_as_the_full_parser_reads_them() {
        SplittableRandom random = new SplittableRandom(6);
        int plain = 0;
        for (int i = 0; i < 10_000; i++) {
            plain += sameAsFullParser(anyRecord(random).getBytes(StandardCharsets.UTF_8)) ? 1 : 0;
        }
        assertThat(plain).isGreaterThan(1_000);
    }

    @Test
    void a_name_twice_at_any_depth_is_not_read_strictly() {
        assertThat(strictly("{\"a\":1,\"b\":{\"a\":1,\"b\":[{\"a\":1}]},\"c\":{\"a\":2}}"))
                .isTrue();
        assertThat(strictly("{\"a\":1,\"b\":{},\"a\":2}")).isFalse();
        assertThat(strictly("{\"a\":1,\"b\":{\"c\":1,\"c\":1}}")).isFalse();
        assertThat(strictly("{\"a\":[{\"b\":{\"x\":1},\"c\":{\"x\":1},\"b\":1}]}"))
                .isFalse();
    }

    private static boolean strictly(String json) {
        return PlainObject.readStrictly(json.getBytes(StandardCharsets.UTF_8), (bytes, a, b, c, d) -> true);
    }

    private static boolean plainly(String json) {
        return new Fields(Recent.texts(8, JwtScan::strike)).takePlain(json.getBytes(StandardCharsets.UTF_8));
    }

    /** Whether the record was plain. */
    private static boolean sameAsFullParser(byte[] json) {
        Recent<String> known = Recent.texts(8, JwtScan::strike);
        assertThat(read(json, new Fields(known)))
                .as(() -> new String(json, StandardCharsets.ISO_8859_1))
                .isEqualTo(read(json, new Fields()));
        return json.length > 0 && new Fields(known).takePlain(json);
    }

    private static Object read(byte[] json, Fields fields) {
        Object outcome = "ok";
        try {
            RecordParser.parse(json, fields, NativeField::named);
        } catch (Refused refused) {
            outcome = refused.reason();
        }
        Map<NativeField, List<Object>> all = new EnumMap<>(NativeField.class);
        for (NativeField field : NativeField.values()) {
            List<Object> answers = new ArrayList<>();
            answers.add(fields.has(field));
            answers.add(answer(() -> fields.text(field)));
            answers.add(answer(() -> fields.time(field)));
            answers.add(answer(() -> fields.flag(field)));
            all.put(field, answers);
        }
        return List.of(
                outcome,
                answer(fields::status),
                answer(() -> fields.tokenPlaces().only() == null),
                all);
    }

    private interface Question {
        Object ask();
    }

    private static Object answer(Question question) {
        try {
            Object answer = question.ask();
            return answer == null ? "null" : answer;
        } catch (Refused refused) {
            return refused.reason();
        }
    }

    private static byte[] mutated(byte[] json, String bits, SplittableRandom random) {
        int at = random.nextInt(json.length);
        byte bit = (byte) (random.nextInt(8) == 0 ? random.nextInt(256) : bits.charAt(random.nextInt(bits.length())));
        byte[] mutated;
        switch (random.nextInt(3)) {
            case 0 -> {
                mutated = json.clone();
                mutated[at] = bit;
            }
            case 1 -> {
                mutated = new byte[json.length - 1];
                System.arraycopy(json, 0, mutated, 0, at);
                System.arraycopy(json, at + 1, mutated, at, json.length - at - 1);
            }
            default -> {
                mutated = new byte[json.length + 1];
                System.arraycopy(json, 0, mutated, 0, at);
                mutated[at] = bit;
                System.arraycopy(json, at, mutated, at + 1, json.length - at);
            }
        }
        return mutated;
    }

    private static String anyRecord(SplittableRandom random) {
        List<String> members = new ArrayList<>();
        for (int i = random.nextInt(8); i >= 0; i--) {
            NativeField field = NativeField.values()[random.nextInt(NativeField.values().length)];
            String name = random.nextInt(6) == 0 ? "x" + i : field.label();
            members.add(blank(random) + '"' + name + '"' + blank(random) + ':' + blank(random) + anyValue(random, 3));
        }
        return "{" + String.join(",", members) + blank(random) + '}';
    }

    private static String anyValue(SplittableRandom random, int deeper) {
        return switch (random.nextInt(deeper == 0 ? 8 : 10)) {
            case 0 -> "true";
            case 1 -> "null";
            case 2 -> Long.toString(random.nextLong(1L << random.nextInt(1, 62)));
            case 3 -> random.nextInt(1_000_000) + "." + random.nextInt(1_000_000);
            case 4 ->
                "\"2025-" + random.nextInt(10, 14) + "-" + random.nextInt(10, 32) + "T12:00:" + random.nextInt(10, 62)
                        + (random.nextBoolean() ? "" : "." + random.nextInt(2_000)) + "Z\"";
            case 5 -> "\"\"";
            case 6 -> "\"" + "eyw JkA0o/=.".repeat(2).substring(random.nextInt(10), 10 + random.nextInt(14)) + "\"";
            case 7 -> "\"/a/" + Long.toHexString(random.nextLong()) + (random.nextInt(9) == 0 ? "\\n" : "") + "\"";
            case 8 -> "[" + anyValue(random, deeper - 1) + "," + anyValue(random, deeper - 1) + "]";
            default -> "{\"a\":" + anyValue(random, deeper - 1) + "}";
        };
    }

    private static String blank(SplittableRandom random) {
        return random.nextInt(4) == 0 ? " " : "";
    }

    /** A field's name is that field wherever it stands, and nothing that begins, ends or is filled up like it is. */
    @ParameterizedTest
    @EnumSource
    void aNameIsOfOneFieldAlone(NativeField field) {
        String label = field.label();
        assertThat(label.length())
                .as("all that its first and last eight bytes tell")
                .isLessThanOrEqualTo(16);
        NativeField meant = NativeField.named(label);
        for (String before : List.of("", "x", "\"time\":1,\"")) {
            for (String behind : List.of("", "x", "\":1,\"path\":2")) {
                byte[] text = (before + label + behind).getBytes(StandardCharsets.UTF_8);
                int from = before.length();
                int to = from + label.length();
                assertThat(NativeField.named(text, from, to)).isSameAs(meant);
                for (int end = from; end < to; end++) {
                    assertThat(NativeField.named(text, from, end)).isNotSameAs(field);
                }
            }
        }
        for (String other :
                List.of(label + "\0", "\0" + label, label + label, "x" + label.substring(1), label + "_id")) {
            byte[] text = other.getBytes(StandardCharsets.UTF_8);
            assertThat(NativeField.named(text, 0, text.length)).isNotSameAs(field);
        }
    }
}
