package org.forgedtoken.detector.reading.signature;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.forgedtoken.detector.feed.RawToken;
import org.forgedtoken.detector.feed.Signature;
import org.forgedtoken.detector.reading.SharedData;
import org.forgedtoken.detector.reading.jwt.Base64Url;
import org.forgedtoken.detector.reading.jwt.CompactJws;
import org.forgedtoken.detector.reading.jwt.JwtReader;
import org.forgedtoken.detector.reading.jwt.TokenDigest;
import org.forgedtoken.detector.reading.jwt.TokenReading;
import org.forgedtoken.detector.reading.jwt.Tokens;
import org.forgedtoken.detector.reading.jwt.Unreadable;
import org.forgedtoken.detector.reading.signature.SignatureChecker.CheckBudget;
import org.junit.jupiter.api.Test;

/** Other people's tokens with verdicts: what is valid verifies, what is not never does, and nothing crashes. */
class JoseVectorsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Labelled invalid though equal to a valid one (367, 370), or valid though no base64url (372, 373); and 375, whose MAC
     * holds over the text as it was sent, though its payload ends in bits that decode to nothing: a forger with the key can
     * write it, and lenient gateways accept it.
     */
    private static final Set<Integer> MISLABELLED = Set.of(367, 370, 372, 373, 375);

    /** Two keys of one id: a token that any key of its issuer verifies is valid to us (reference/verdicts.md). */
    private static final Set<Integer> DUPLICATE_KEY_ID = Set.of(4);

    private enum Outcome {
        VALID,
        INVALID,
        UNKNOWN,
        REFUSED
    }

    private static Outcome outcome(String token, JsonNode keys) throws IOException {
        // Whatever it is, the reader must come back with an answer.
        assertThat(new JwtReader(Tokens.policy()::acceptsNumericClaims).read(new RawToken(token)))
                .isNotNull();
        CompactJws jws;
        try {
            jws = CompactJws.of(token, CompactJws.bytes(token), null);
        } catch (Unreadable e) {
            return Outcome.REFUSED;
        }
        byte[] json = JSON.writeValueAsBytes(keys);
        KeyCache cache = new KeyCache(Tokens.ISSUER, () -> json, () -> 0, Runnable::run);
        SignatureChecker checker = new SignatureChecker(
                Map.of(Tokens.ISSUER, cache), issuer -> false, new CheckBudget(1_000_000, () -> 0), 100);
        Signature first =
                checker.check(Tokens.ISSUER, null, jws.digest(), jws.signed()).signature();
        assertThat(checker.check(Tokens.ISSUER, null, jws.digest(), jws.signed())
                        .signature())
                .isEqualTo(first);
        return Outcome.valueOf(first.name());
    }

    private static String text(JsonNode token) {
        return token.isTextual() ? token.textValue() : token.toString();
    }

    /** Runs every vector of a file; gives the outcomes of the invalid ones. */
    private static Map<Outcome, Integer> run(Path file, Set<Integer> leftOut) throws IOException {
        Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
        List<String> wrong = new ArrayList<>();
        int valid = 0;
        for (JsonNode group : JSON.readTree(Files.readAllBytes(file)).get("testGroups")) {
            JsonNode keys = group.has("public") ? group.get("public") : group.get("private");
            for (JsonNode test : group.get("tests")) {
                int id = test.get("tcId").intValue();
                boolean signed = test.has("jws");
                String token = text(signed ? test.get("jws") : test.get("jwe"));
                if (leftOut.contains(id)) {
                    continue;
                }
                Outcome outcome = outcome(token, keys);
                boolean good = signed && test.get("result").textValue().equals("valid");
                valid += good ? 1 : 0;
                if (!good) {
                    outcomes.merge(outcome, 1, Integer::sum);
                }
                if (good != (outcome == Outcome.VALID)) {
                    wrong.add(id + " " + test.get("comment") + " " + outcome);
                }
            }
        }
        System.out.println("vectors: " + file.getFileName() + ": " + valid + " valid, the others " + outcomes);
        assertThat(wrong).isEmpty();
        assertThat(valid).isPositive();
        return outcomes;
    }

    @Test
    void signaturesAreAsTheVectorsSay() throws IOException {
        Path folder = SharedData.folder("jose-wycheproof").orElse(null);
        if (folder == null) {
            System.out.println("vectors: jose-wycheproof is absent; our own in SignatureCheckerTest stand in");
            return;
        }
        Map<Outcome, Integer> invalid = run(folder.resolve("json_web_signature_test.json"), MISLABELLED);
        assertThat(invalid).doesNotContainKey(Outcome.VALID);
    }

    @Test
    void keysAreAsTheVectorsSay() throws IOException {
        Path folder = SharedData.folder("jose-wycheproof").orElse(null);
        if (folder == null) {
            System.out.println("vectors: jose-wycheproof is absent; our own in SignatureCheckerTest stand in");
            return;
        }
        run(folder.resolve("json_web_key_test.json"), DUPLICATE_KEY_ID);
        run(folder.resolve("json_web_crypto_test.json"), Set.of());
    }

    @Test
    void theCookbooksCompactFormsVerifyAndItsOthersAreRefused() throws IOException {
        Path folder = SharedData.folder("jose-rfc7520-cookbook").orElse(null);
        if (folder == null) {
            System.out.println("vectors: jose-rfc7520-cookbook is absent; our own in JwtReaderTest stand in");
            return;
        }
        Set<String> verified = new TreeSet<>();
        int refused = 0;
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".json")).sorted().toList()) {
                JsonNode example = JSON.readTree(Files.readAllBytes(file));
                JsonNode output = example.path("output");
                for (String form : List.of("compact", "json", "json_flat")) {
                    if (!output.has(form)) {
                        continue;
                    }
                    Outcome outcome = outcome(
                            text(output.get(form)), example.path("input").path("key"));
                    if (outcome == Outcome.VALID) {
                        assertThat(form).isEqualTo("compact");
                        verified.add(file.getFileName().toString());
                    } else {
                        assertThat(outcome).as(file + " " + form).isIn(Outcome.REFUSED, Outcome.INVALID);
                        refused++;
                    }
                }
            }
        }
        System.out.println("vectors: cookbook: " + verified.size() + " verified " + verified + ", " + refused
                + " other forms refused");
        assertThat(verified)
                .contains(
                        "4_1.rsa_v15_signature.json",
                        "4_2.rsa-pss_signature.json",
                        "4_3.ecdsa_signature.json",
                        "4_4.hmac-sha2_integrity_protection.json",
                        "jws.json")
                .hasSize(5);
    }

    @Test
    void aTokenInAnotherSpellingKeepsItsDigest() {
        JwtReader reader = new JwtReader(Tokens.policy()::acceptsNumericClaims);
        String[] parts = Tokens.JWT.split("\\.");
        String digest = reader.read(new RawToken(Tokens.JWT)).digest();
        List<String> spellings = new ArrayList<>(List.of(
                parts[0] + "==." + parts[1] + "." + parts[2],
                parts[0] + "." + parts[1] + "=." + parts[2],
                parts[0] + "." + parts[1] + "." + parts[2] + "=",
                parts[0] + "." + parts[1] + ".AAAA",
                parts[0] + "." + parts[1] + ".",
                "Bearer " + Tokens.JWT,
                " " + Tokens.JWT + "\n"));
        for (int i = 0; i < 2; i++) {
            // The last character of a part holds two or four bits that decode to nothing.
            String part = parts[i];
            for (char last : "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".toCharArray()) {
                String other = part.substring(0, part.length() - 1) + last;
                if (sameBytes(part, other)) {
                    spellings.add(i == 0 ? other + '.' + parts[1] + "." : parts[0] + '.' + other + '.');
                }
            }
        }
        for (String spelling : spellings) {
            TokenReading reading = reader.read(new RawToken(spelling));
            assertThat(reading).as(spelling).isInstanceOf(TokenReading.Jwt.class);
            assertThat(reading.digest()).isEqualTo(digest);
            assertThat(TokenDigest.of(new RawToken(spelling).reveal())).isEqualTo(digest);
        }
        assertThat(spellings).hasSizeGreaterThan(10);
    }

    private static boolean sameBytes(String part, String other) {
        return new String(Base64Url.decode(part, 0, part.length()).bytes(), StandardCharsets.ISO_8859_1)
                .equals(new String(Base64Url.decode(other, 0, other.length()).bytes(), StandardCharsets.ISO_8859_1));
    }
}
