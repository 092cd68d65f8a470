package org.forgedtoken.detector.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.forgedtoken.detector.feed.IdentityKind;
import org.forgedtoken.detector.feed.IssuanceRecord;
import org.forgedtoken.detector.feed.IssuanceRecord.Heartbeat;
import org.forgedtoken.detector.feed.IssuanceRecord.Issued;
import org.forgedtoken.detector.feed.IssuanceRecord.KeyRevoked;
import org.forgedtoken.detector.feed.IssuanceRecord.Revoked;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.reading.Reading.Rejected;
import org.forgedtoken.detector.reading.Reading.Skipped;
import org.forgedtoken.detector.reading.jwt.Tokens;
import org.forgedtoken.detector.settings.Settings;
import org.junit.jupiter.api.Test;

class IssuanceReaderTest {
    private static final long NOW = 1_700_000_000_000L;

    private static Reading read(String json, IdentityKind kind) {
        Settings policy = Tokens.policy(false, List.of(), kind);
        return new IssuanceReader(policy).read(json.getBytes(StandardCharsets.UTF_8), NOW);
    }

    private static IssuanceRecord ok(String json) {
        return ((Reading.Issuance) read(json, IdentityKind.ID)).issuance();
    }

    private static Rejected rejected(String json) {
        return (Rejected) read(json, IdentityKind.ID);
    }

    @Test
    void anEventThatIsNotNamedIssues() {
        Issued issued = (Issued) ok("{\"time\":1600000000,\"token_id\":\"t1\",\"account_id\":\"alice\"}");
        assertThat(issued.token().issuer()).isEqualTo(Tokens.ISSUER);
        assertThat(issued.token().issuedAt()).isEqualTo(Times.UNKNOWN);
        assertThat(issued.issuedAt()).isEqualTo(1_600_000_000_000L);
        assertThat(ok("{\"time\":1,\"event\":\"Issued\",\"token_id\":\"t1\"}")).isInstanceOf(Issued.class);
    }

    @Test
    void whatIsTooLargeSaysWhenItWasAndWhose() {
        String beginning = "{\"issuer\":\"i\",\"time\":5,\"token_id\":\"";
        Rejected huge = rejected(beginning + "x".repeat(RecordParser.MAX_BYTES) + "\"}");
        assertThat(huge.reason()).isEqualTo(RejectReason.TOO_LARGE);
        assertThat(huge.time()).isEqualTo(5000);
        assertThat(huge.issuer()).isEqualTo("i");
    }

    @Test
    void aBrokenRecordThatIssuesNothingIsSkipped() {
        assertThat(read("{\"event\":\"login\",\"time\":", IdentityKind.ID)).isInstanceOf(Skipped.class);
        assertThat(rejected("{\"event\":\"issued\",\"time\":").issuer()).isNull();
    }

    @Test
    void readsARawToken() {
        Issued issued = (Issued) ok("{\"time\":1600000000,\"token\":\"" + Tokens.JWT + "\"}");
        assertThat(issued.token().tokenId()).isEqualTo("t1");
        assertThat(issued.token().digest()).hasSize(64);
        assertThat(issued.issuedAt()).isEqualTo(1_700_000_000_000L);
    }

    @Test
    void revokesATokenOrAKey() {
        assertThat(ok("{\"time\":1,\"event\":\"revoked\",\"token_id\":\"t\",\"key_id\":\"k\"}"))
                .isInstanceOf(Revoked.class);
        assertThat(ok("{\"time\":1,\"event\":\"revoked\",\"key_id\":\"k\",\"issuer\":\"i\"}"))
                .isEqualTo(new KeyRevoked(1000, "i", "k"));
        assertThat(ok("{\"time\":1,\"event\":\"revoked\",\"key_id\":\"k\"}"))
                .isEqualTo(new KeyRevoked(1000, Tokens.ISSUER, "k"));
        assertThat(rejected("{\"time\":1,\"event\":\"revoked\"}").reason()).isEqualTo(RejectReason.NO_IDENTITY);
    }

    @Test
    void aHeartbeatSpeaksForAStretch() {
        assertThat(ok("{\"time\":9,\"event\":\"heartbeat\",\"since\":5,\"issuer\":\"i\"}"))
                .isEqualTo(new Heartbeat(9000, 5000, "i"));
        assertThat(ok("{\"time\":9,\"event\":\"heartbeat\"}")).isEqualTo(new Heartbeat(9000, Times.UNKNOWN, null));
        assertThat(rejected("{\"time\":5,\"event\":\"heartbeat\",\"since\":9}").reason())
                .isEqualTo(RejectReason.BAD_TIME);
    }

    @Test
    void anyOtherEventIsSkipped() {
        assertThat(read("{\"time\":1,\"event\":\"introspected\",\"token_id\":\"t\"}", IdentityKind.ID))
                .isInstanceOf(Skipped.class);
    }

    @Test
    void aTimeAheadOfTheClockIsADeadLetterWithoutATime() {
        Rejected ahead = rejected("{\"time\":1700000601,\"token_id\":\"t\"}");
        assertThat(ahead.reason()).isEqualTo(RejectReason.TIME_AHEAD);
        assertThat(ahead.time()).isEqualTo(Times.UNKNOWN);
        assertThat(ok("{\"time\":1700000600,\"token_id\":\"t\"}")).isInstanceOf(Issued.class);
        assertThat(rejected("{\"time\":1700000601,\"event\":\"heartbeat\"}").reason())
                .isEqualTo(RejectReason.TIME_AHEAD);
        assertThat(rejected("{\"time\":1700000601,\"status\":").time()).isEqualTo(Times.UNKNOWN);
    }

    @Test
    void anIssuanceMustNameItsToken() {
        Rejected nameless = rejected("{\"time\":1,\"account_id\":\"alice\",\"client_id\":\"shop\"}");
        assertThat(nameless.reason()).isEqualTo(RejectReason.NO_IDENTITY);
        assertThat(nameless.time()).isEqualTo(1000);
        assertThat(read("{\"time\":1,\"account_id\":\"alice\",\"client_id\":\"shop\"}", IdentityKind.TUPLE))
                .isInstanceOf(Reading.Issuance.class);
        assertThat(read("{\"time\":1,\"token_id\":\"t\",\"account_id\":\"alice\"}", IdentityKind.TUPLE))
                .isInstanceOf(Rejected.class);
        assertThat(read("{\"time\":1,\"token_id\":\"t\"}", IdentityKind.DIGEST)).isInstanceOf(Rejected.class);
        assertThat(read("{\"time\":1,\"token_digest\":\"" + "ab".repeat(32) + "\"}", IdentityKind.DIGEST))
                .isInstanceOf(Reading.Issuance.class);
        assertThat(read("{\"time\":1,\"token_digest\":\"" + "ab".repeat(32) + "\"}", IdentityKind.ID))
                .isInstanceOf(Reading.Issuance.class);
    }

    @Test
    void anUnreadableTokenIsADeadLetter() {
        String twice = Tokens.jwt(Tokens.HEADER, "{\"jti\":\"a\",\"jti\":\"b\"}");
        Rejected rejected = rejected("{\"time\":1,\"token\":\"" + twice + "\"}");
        assertThat(rejected.reason()).isEqualTo(RejectReason.TOKEN_UNREADABLE);
        assertThat(rejected.time()).isEqualTo(1000);
        assertThat(rejected.excerpt()).doesNotContain(twice.split("\\.")[1]);
    }

    @Test
    void theReasonsAreWrittenInOneWay() {
        for (RejectReason reason : RejectReason.values()) {
            assertThat(reason.label()).matches("[a-z]+(-[a-z]+)*");
        }
    }
}
