package org.forgedtoken.detector.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.forgedtoken.detector.feed.Feed;
import org.forgedtoken.detector.mapping.MappedFormat;
import org.forgedtoken.detector.mapping.MappingReader;
import org.forgedtoken.detector.mapping.MappingReader.WrongMapping;
import org.forgedtoken.detector.ocsf.BlockJson;
import org.forgedtoken.detector.ocsf.IncidentJson.WrittenIncident;
import org.forgedtoken.detector.reading.ExceptionsReader.WrongExceptions;
import org.forgedtoken.detector.reading.jwt.JwtScan;
import org.forgedtoken.detector.reading.jwt.Tokens;
import org.forgedtoken.detector.reading.signature.KeySet;
import org.forgedtoken.detector.reading.signature.SignatureCheck;
import org.forgedtoken.detector.settings.Settings;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever comes in, a parser answers with a reading or the error that it declares, soon, and no token goes out with it:
 * nothing is left that the scan for tokens would strike. {@code detector/bin/verify fuzz} looks for what does not hold; the
 * ordinary tests play what is known.
 */
class ReadingFuzzTest {
    private static final long NOW = 4_000_000_000_000L;
    private static final Settings POLICY = Tokens.policy();
    private static final AccessReader ACCESS = new AccessReader(POLICY, SignatureCheck.NONE);
    private static final IssuanceReader ISSUANCE = new IssuanceReader(POLICY);
    private static final List<AccessReader> MAPPED = List.of("combined", "envoy", "nginx", "traefik", "kong").stream()
            .map(name -> new AccessReader(POLICY, SignatureCheck.NONE, MappedFormat.named(name, Feed.ACCESS)))
            .toList();
    private static final List<IssuanceReader> MAPPED_ISSUANCE = List.of("keycloak", "auth0", "okta", "entra").stream()
            .map(name -> new IssuanceReader(POLICY, MappedFormat.named(name, Feed.ISSUANCE)))
            .toList();

    @TempDir
    static Path folder;

    private static void clean(Object reading) {
        assertThat(reasonOf(reading)).as(String.valueOf(reading)).isNotEqualTo(RejectReason.READER_FAULT);
        String text = String.valueOf(reading);
        assertThat(JwtScan.strike(text)).isEqualTo(text);
    }

    private static @Nullable RejectReason reasonOf(Object reading) {
        if (reading instanceof Reading.Rejected rejected) {
            return rejected.reason();
        }
        if (reading instanceof Reading.Rejected rejected) {
            return rejected.reason();
        }
        if (reading instanceof Reading.Rejected rejected) {
            return rejected.reason();
        }
        if (reading instanceof Reading.Rejected rejected) {
            return rejected.reason();
        }
        return reading instanceof Reading.Rejected rejected ? rejected.reason() : null;
    }

    private static String text(byte[] data) {
        return new String(data, StandardCharsets.UTF_8);
    }

    @FuzzTest
    void access(byte[] data) {
        clean(ACCESS.read(data, "f:1", NOW));
    }

    @FuzzTest
    void accessWithToken(byte[] data) {
        String token = text(data).replaceAll("[\"\\\\\\p{Cntrl}]", "");
        byte[] record = ("{\"time\":1,\"path\":\"/" + token + "\",\"token\":\"" + token + "\"}")
                .getBytes(StandardCharsets.UTF_8);
        clean(ACCESS.read(record, "f:1", NOW));
    }

    @FuzzTest
    void mappedAccess(byte[] data) {
        MAPPED.forEach(reader -> clean(reader.read(data, "f:1", NOW)));
    }

    @FuzzTest
    void issuance(byte[] data) {
        clean(ISSUANCE.read(data, NOW));
    }

    @FuzzTest
    void mappedIssuance(byte[] data) {
        MAPPED_ISSUANCE.forEach(reader -> clean(reader.read(data, NOW)));
    }

    @FuzzTest
    void keysAndAccounts(byte[] data) {
        clean(ListReader.ofKeys(POLICY).read(data, data, 1, NOW));
        clean(ListReader.ofAccounts(POLICY).read(data, data, 1, NOW));
    }

    @FuzzTest
    void actions(byte[] data) {
        clean(new ActionReader(POLICY).read(data, data, NOW));
    }

    /** The header and the payload of a token, each as it comes. */
    @FuzzTest
    void tokens(byte[] data) {
        int half = data.length / 2;
        String head = Tokens.encode(Arrays.copyOf(data, half));
        String payload = Tokens.encode(Arrays.copyOfRange(data, half, data.length));
        for (String token : List.of(
                text(data),
                head + '.' + payload + '.' + Tokens.SIGNATURE,
                Tokens.encode(Tokens.HEADER) + '.' + Tokens.encode(data) + '.' + Tokens.SIGNATURE)) {
            clean(new AuthorizationReader(POLICY).read(List.of("Bearer " + token)));
        }
    }

    @FuzzTest
    void authorizationHeaders(byte[] data) {
        clean(new AuthorizationReader(POLICY).read(List.of(text(data).split("\n", -1))));
    }

    @FuzzTest
    void times(byte[] data) {
        assertThat(InputTime.of(text(data).strip())).isEqualTo(InputTime.of(text(data)));
    }

    @FuzzTest
    void mappingFiles(byte[] data) {
        for (Feed feed : List.of(Feed.ACCESS, Feed.ISSUANCE)) {
            try {
                assertThat(MappingReader.read("f", text(data), feed)).isNotNull();
            } catch (WrongMapping e) {
                assertThat(e).hasMessageContaining("f");
            }
        }
    }

    @FuzzTest
    void exceptionsFiles(byte[] data) throws IOException {
        Path file = Files.write(folder.resolve("exceptions"), data);
        try {
            assertThat(ExceptionsReader.read(file)).isNotNull();
        } catch (WrongExceptions e) {
            assertThat(e).hasMessageContaining("exceptions");
        }
    }

    @FuzzTest
    void keySets(byte[] data) {
        try {
            assertThat(KeySet.read(data)).isNotNull();
        } catch (IOException e) {
            assertThat(e).hasMessage("no JSON object");
        }
    }

    @FuzzTest
    void valuesOfOwnTopics(byte[] data) {
        assertThatCode(() -> BlockJson.read(data)).doesNotThrowAnyException();
        assertThatCode(() -> WrittenIncident.read(data)).doesNotThrowAnyException();
    }
}
