package org.forgedtoken.detector.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.forgedtoken.detector.feed.AccountRecord;
import org.forgedtoken.detector.feed.KeyRecord;
import org.forgedtoken.detector.feed.KeyRecord.State;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.reading.jwt.BoundedText;
import org.forgedtoken.detector.reading.jwt.Tokens;
import org.forgedtoken.detector.reading.signature.SignatureCheck;
import org.forgedtoken.detector.settings.AnySettings;
import org.forgedtoken.detector.settings.Catalogue;
import org.forgedtoken.detector.settings.Settings;
import org.junit.jupiter.api.Test;

/** The keys and the accounts feed. */
class ListedRecordsTest {
    private static final long NOW = 1_700_000_000_000L;
    private static final long WRITTEN = 1_600_000_000_000L;

    private static Reading key(String recordKey, String json) {
        return ListReader.ofKeys(Tokens.policy()).read(bytes(recordKey), bytes(json), WRITTEN, NOW);
    }

    private static Reading account(String recordKey, String json) {
        return ListReader.ofAccounts(Tokens.policy()).read(bytes(recordKey), bytes(json), WRITTEN, NOW);
    }

    private static byte[] bytes(String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void readsAllThatIsSaidOfAKey() {
        assertThat(key(null, """
            {"time":"2020-09-13T12:26:40Z","issuer":"idp","key_id":"k1","state":"compromised",
             "not_before":1500000000,"not_after":1650000000000,"at_risk_since":1590000000,"owner":"x"}\
            """))
                .isEqualTo(new Reading.Key(new KeyRecord(
                        WRITTEN,
                        "idp",
                        "k1",
                        State.COMPROMISED,
                        1_500_000_000_000L,
                        1_650_000_000_000L,
                        1_590_000_000_000L)));
    }

    @Test
    void whatAKeyLeavesOutIsActiveAndOfTheAccessIssuerAndNamedByTheRecordsKey() {
        assertThat(key("k2", "{\"time\":1600000000}"))
                .isEqualTo(new Reading.Key(new KeyRecord(
                        WRITTEN, Tokens.ISSUER, "k2", State.ACTIVE, Times.UNKNOWN, Times.UNKNOWN, Times.UNKNOWN)));
        assertThat(key("other", "{\"time\":1600000000,\"key_id\":\"k3\",\"state\":\"Retired\"}"))
                .isInstanceOfSatisfying(Reading.Key.class, ok -> {
                    assertThat(ok.key().keyId()).isEqualTo("k3");
                    assertThat(ok.key().state()).isEqualTo(State.RETIRED);
                });
    }

    @Test
    void aFaultOfThisProgramIsADeadLetterAndNoMore() {
        Settings broken = AnySettings.of(Catalogue.ACCESS_ISSUER, null);

        assertThat(ListReader.ofKeys(broken).read(bytes("k1"), bytes("{\"time\":1600000000}"), WRITTEN, NOW))
                .isInstanceOfSatisfying(
                        Reading.Rejected.class,
                        rejected -> assertThat(rejected.reason()).isEqualTo(RejectReason.READER_FAULT));
    }

    @Test
    void aTombstoneSaysThatTheKeyIsGone() {
        assertThat(key("k1", null)).isEqualTo(new Reading.KeyGone(WRITTEN, null, "k1"));
        assertThat(key("https://i|k1", null)).isEqualTo(new Reading.KeyGone(WRITTEN, "https://i", "k1"));
        assertThat(key(null, null)).isEqualTo(new Reading.Rejected(RejectReason.NO_IDENTITY, "", Times.UNKNOWN));
    }

    @Test
    void aKeyThatCannotBeReadIsADeadLetter() {
        assertThat(reason(key("k", "{\"time\":1600000000,\"state\":\"lost\"}"))).isEqualTo(RejectReason.BAD_FIELD);
        assertThat(reason(key("k", "{\"time\":1600000000,\"not_after\":\"soon\"}")))
                .isEqualTo(RejectReason.BAD_TIME);
        assertThat(reason(key(null, "{\"time\":1600000000}"))).isEqualTo(RejectReason.NO_IDENTITY);
        assertThat(reason(key("k", "{\"state\":\"active\"}"))).isEqualTo(RejectReason.NO_TIME);
        assertThat(reason(key("k", "{\"time\":1800000000}"))).isEqualTo(RejectReason.TIME_AHEAD);
        assertThat(reason(key("k", ""))).isEqualTo(RejectReason.EMPTY);
        assertThat(reason(key("k", "k1,active"))).isEqualTo(RejectReason.NOT_JSON);
    }

    @Test
    void anAccountIsThereOrDeleted() {
        assertThat(account(null, "{\"time\":1600000000,\"account_id\":\"alice\"}"))
                .isEqualTo(new Reading.Account(new AccountRecord(WRITTEN, "alice", AccountRecord.State.ACTIVE)));
        assertThat(account("bob", "{\"time\":1600000000,\"state\":\"deleted\"}"))
                .isEqualTo(new Reading.Account(new AccountRecord(WRITTEN, "bob", AccountRecord.State.DELETED)));
        assertThat(account("job", "{\"time\":1600000000,\"not_before\":1500000000,\"class\":\"machine\"}"))
                .isEqualTo(new Reading.Account(new AccountRecord(
                        WRITTEN, "job", AccountRecord.State.ACTIVE, 1_500_000_000_000L, "machine", false)));
        assertThat(account("carol", null))
                .isEqualTo(new Reading.Account(new AccountRecord(WRITTEN, "carol", AccountRecord.State.DELETED)));
    }

    @Test
    void anAccountThatCannotBeReadIsADeadLetter() {
        assertThat(account(null, "{\"time\":1600000000}"))
                .isEqualTo(new Reading.Rejected(RejectReason.NO_IDENTITY, "{\"time\":1600000000}", WRITTEN));
        assertThat(account("a", "{\"time\":1600000000,\"state\":{\"is\":\"active\"}}"))
                .isInstanceOfSatisfying(
                        Reading.Rejected.class, r -> assertThat(r.reason()).isEqualTo(RejectReason.BAD_FIELD));
    }

    /** Both sides bound long names in one way, and a token in a name is struck in both. */
    @Test
    void namesAreCleanedAsThoseOfTokensAre() {
        String longName = "a".repeat(3000);
        Reading.Account read = (Reading.Account) account(longName, "{\"time\":1600000000}");
        assertThat(read.account().accountId()).isEqualTo(BoundedText.of(longName));
        Reading.Key token = (Reading.Key) key(Tokens.JWT, "{\"time\":1600000000}");
        assertThat(token.key().keyId()).doesNotContain(Tokens.SIGNATURE);
    }

    /** What means something in a list of keys is an unknown field of an access, and those are ignored. */
    @Test
    void theFieldsOfListsMeanNothingInAnAccess() {
        AccessReader reader = new AccessReader(Tokens.policy(), SignatureCheck.NONE);
        assertThat(reader.read(
                        bytes("{\"time\":1600000000,\"token_id\":\"t\",\"state\":\"x\",\"state\":{}}"), "f:1", NOW))
                .isInstanceOf(Reading.Access.class);
    }

    private static RejectReason reason(Reading reading) {
        return ((Reading.Rejected) reading).reason();
    }
}
