package org.forgedtoken.detector.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.forgedtoken.detector.doctor.Checkup.Advice;
import org.forgedtoken.detector.doctor.Checkup.Advice.Weight;
import org.forgedtoken.detector.feed.Feed;
import org.forgedtoken.detector.reading.Reading;
import org.forgedtoken.detector.replay.input.RecordFormat.RawRecord;
import org.forgedtoken.detector.settings.Settings;
import org.forgedtoken.detector.step.Origin;
import org.junit.jupiter.api.Test;

/** Each finding, from the records that show it. */
class CheckupTest {
    private static final Instant START = Instant.parse("2026-03-02T10:00:00Z");
    private static final long NOW = START.plusSeconds(7200).toEpochMilli();
    private static final String RIGHT_ISSUER = "https://id.example";

    private final Map<String, String> set = new HashMap<>();
    private final List<String> access = new ArrayList<>();
    private final List<List<String>> issuance = new ArrayList<>(List.of(new ArrayList<>()));
    private final List<String> keys = new ArrayList<>();
    private final List<String> accounts = new ArrayList<>();
    private boolean live;
    private String wrongKey;
    private long keyedByToken;

    private static String at(long second, String members) {
        return "{\"time\":\"" + START.plusSeconds(second) + "\"," + members.replace('\'', '"') + '}';
    }

    private void use(long second, String members) {
        access.add(at(second, members));
    }

    private void issue(long second, String members) {
        issuance.get(0).add(at(second, members));
    }

    private static String token(String issuer, String id) {
        return "'issuer':'" + issuer + "','token_id':'" + id + "'";
    }

    private static String issued(long second) {
        return ",'issued_at':'" + START.plusSeconds(second) + "'";
    }

    /** Ten minutes in which a token is issued every 10 s, and used 20 s later. */
    private void healthy() {
        for (long i = 0; i < 60; i++) {
            issue(i * 10, token(RIGHT_ISSUER, "t" + i));
            if (i > 10 && i < 40) {
                use(i * 10 + 20, token(RIGHT_ISSUER, "t" + i) + issued(i * 10));
            }
        }
    }

    private Checkup checkup() {
        Sample sample = new Sample(Settings.of(set), issuance.size(), live);
        access.forEach(json -> take(sample, Feed.ACCESS, 0, json));
        for (int partition = 0; partition < issuance.size(); partition++) {
            for (String json : issuance.get(partition)) {
                take(sample, Feed.ISSUANCE, partition, json);
            }
        }
        keys.forEach(json -> take(sample, Feed.KEYS, 0, json));
        accounts.forEach(json -> take(sample, Feed.ACCOUNTS, 0, json));
        sample.feed(Feed.ACCESS).wrongKey = wrongKey;
        sample.feed(Feed.ACCESS).keyedByToken = keyedByToken;
        sample.end();
        return new Checkup(sample);
    }

    private static void take(Sample sample, Feed feed, int partition, String json) {
        Origin origin = Origin.ofTopic(feed.label(), partition, 0);
        RawRecord record = RawRecord.ofLine(1, json.getBytes(StandardCharsets.UTF_8));
        Reading reading = sample.formats(NOW).get(feed).read(record, origin.text());
        sample.take(feed, origin, reading, false, NOW);
    }

    private static String page(Checkup checkup) {
        return checkup.page(1000);
    }

    private static void finds(Checkup checkup, Weight weight, String says, String change) {
        assertThat(checkup.advices())
                .as(checkup.advices().toString())
                .anyMatch(advice -> advice.weight() == weight
                        && advice.says().contains(says)
                        && advice.change().contains(change));
    }

    private static void isSilentAbout(Checkup checkup, String says) {
        assertThat(checkup.advices()).noneMatch(advice -> advice.says().contains(says));
    }

    @Test
    void healthyFeedsHaveNoFindingThatHarms() {
        healthy();
        Checkup checkup = checkup();
        assertThat(checkup.advices()).allMatch(advice -> advice.weight() == Weight.HELPS);
        assertThat(checkup.isHopeless()).isFalse();
        assertThat(checkup.verdict()).startsWith("100 % of the tokens in use can be judged (29 of 29)");
        assertThat(page(checkup))
                .contains(
                        "about 183 s after its first use",
                        "one used within 1m of the ledger's beginning is undetermined",
                        "29 tokens by id",
                        "with a token 29 (100 %)",
                        "signatures           unknown 29 (100 %)");
    }

    @Test
    void saysThatFeedsAreEmpty() {
        Checkup checkup = checkup();
        finds(checkup, Weight.STOPS, "The access feed is empty", "topic.access");
        finds(checkup, Weight.STOPS, "The issuance feed is empty", "topic.issuance");
        assertThat(checkup.isHopeless()).isTrue();
        assertThat(page(checkup)).contains("Verdict: nothing can be judged: no access carries a token");
    }

    @Test
    void saysThatAFormatDoesNotFit() {
        issue(0, token(RIGHT_ISSUER, "t"));
        access.add("127.0.0.1 - - [02/Mar/2026:10:00:00 +0000] \"GET / HTTP/1.1\" 200 1");
        finds(checkup(), Weight.STOPS, "1 of 1 records cannot be read (not-json 100 %)", "access.format, now native");
    }

    @Test
    void saysThatUnreadableIssuancesLeaveHoles() {
        healthy();
        issue(300, token(RIGHT_ISSUER, "t") + ",'expires_at':'never'");
        finds(
                checkup(),
                Weight.HARMS,
                "1 of 61 records cannot be read (bad-time 1.6 %), and each may leave",
                "issuance.format");
    }

    @Test
    void saysThatAllIsSkipped() {
        healthy();
        access.clear();
        use(0, "'kind':'refresh'");
        finds(checkup(), Weight.STOPS, "The access feed is skipped", "access.format");
    }

    @Test
    void saysThatNoAccessCarriesAToken() {
        healthy();
        access.clear();
        use(0, "'path':'/'");
        Checkup checkup = checkup();
        finds(checkup, Weight.STOPS, "No access carries a token", "access.format");
        assertThat(checkup.isHopeless()).isTrue();
    }

    @Test
    void saysThatAllWereRefused() {
        healthy();
        access.clear();
        use(0, token(RIGHT_ISSUER, "t") + ",'status':401");
        finds(checkup(), Weight.STOPS, "All 1 accesses with a token were refused", "access.refused-status");
    }

    @Test
    void saysThatNoTokenIsIssued() {
        use(0, token(RIGHT_ISSUER, "t"));
        issue(0, "'event':'heartbeat'");
        finds(checkup(), Weight.STOPS, "issues no token", "issuance.format");
    }

    @Test
    void namesTheIssuerOfTokensThatNameNone() {
        healthy();
        access.replaceAll(json -> json.replace("\"issuer\":\"" + RIGHT_ISSUER + "\",", ""));
        finds(checkup(), Weight.HELPS, "name no issuer, and are judged as", "access.issuer=" + RIGHT_ISSUER);
    }

    @Test
    void namesTheIssuerWhereSeveralAreCarried() {
        healthy();
        issue(500, token("other", "x"));
        access.replaceAll(json -> json.replace("\"issuer\":\"" + RIGHT_ISSUER + "\",", ""));
        Checkup checkup = checkup();
        finds(checkup, Weight.STOPS, "No issuer is named by 100 % of the tokens in use", "access.issuer=");
        assertThat(checkup.isHopeless()).isTrue();
        assertThat(checkup.verdict()).contains("no token in use has an issuer and an identity");
    }

    @Test
    void namesTheNearestIssuer() {
        healthy();
        use(300, token("https://id.exemple", "x"));
        finds(
                checkup(),
                Weight.HARMS,
                "not carried by the issuance feed: the nearest is \"" + RIGHT_ISSUER,
                "\"issuer\"");
    }

    @Test
    void aFarIssuerIsNearNone() {
        healthy();
        use(300, token("urn:partner", "x"));
        finds(
                checkup(),
                Weight.HARMS,
                "\"urn:partner\" (3.3 % of the tokens in use) is not carried by the issuance feed.",
                "issuer.expected-uncovered");
        set.put("issuer.expected-uncovered", "urn:partner");
        isSilentAbout(checkup(), "urn:partner");
    }

    @Test
    void saysWhichSpellingIsTakenForWhich() {
        healthy();
        use(300, token("HTTPS://ID.example/", "t28") + issued(280));
        finds(checkup(), Weight.HELPS, "is judged as \"" + RIGHT_ISSUER, "spell it alike");
    }

    @Test
    void saysThatIdentitiesDoNotMeet() {
        for (long i = 0; i < 60; i++) {
            String digest = "'token_digest':'" + "0".repeat(62) + (10 + i) + "'";
            issue(i * 10, "'issuer':'" + RIGHT_ISSUER + "'," + digest);
            use(i * 10 + 20, token(RIGHT_ISSUER, "t" + i) + "," + digest + issued(i * 10));
        }
        Checkup checkup = checkup();
        finds(
                checkup,
                Weight.STOPS,
                "100 % of the tokens of issuer \"" + RIGHT_ISSUER + "\" cannot meet their issuance: the access feed"
                        + " knows them by id, the issuance feed by digest",
                "token.identity." + RIGHT_ISSUER + "=digest");
        assertThat(checkup.isHopeless()).isTrue();
        set.put("token.identity." + RIGHT_ISSUER, "digest");
        assertThat(checkup().isHopeless()).isFalse();
    }

    @Test
    void saysThatNoIdentityIsStatedByBoth() {
        healthy();
        access.clear();
        use(300, "'issuer':'" + RIGHT_ISSUER + "','token_digest':'" + "0".repeat(64) + "'");
        finds(checkup(), Weight.STOPS, "by digest, the issuance feed by id", "both feeds must state one of them");
    }

    @Test
    void saysThatTokensCarryNoId() {
        healthy();
        issue(600, "'issuer':'" + RIGHT_ISSUER + "','token_digest':'" + "0".repeat(64) + "'");
        String payload = "{\"iss\":\"" + RIGHT_ISSUER + "\",\"sub\":\"a\",\"iat\":" + START.getEpochSecond() + "}";
        use(300, "'token':'" + part("{\"alg\":\"RS256\"}") + '.' + part(payload) + '.' + part("s") + "'");
        finds(checkup(), Weight.HELPS, "1 tokens of issuer \"" + RIGHT_ISSUER + "\" carry no \"jti\"", "=digest");
    }

    private static String part(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void saysThatNoIdMeets() {
        healthy();
        access.replaceAll(json -> json.replace(":\"t", ":\"session-t"));
        finds(checkup(), Weight.HARMS, "None of 29 tokens of issuer", "\"token_id\" in the mappings");
    }

    @Test
    void saysThatSignaturesAreUnknownOrBad() {
        healthy();
        finds(checkup(), Weight.HELPS, "Nothing is known of signatures", "jwks");
        access.replaceAll(json -> json.replace("}", ",\"signature_valid\":false}"));
        finds(checkup(), Weight.HARMS, "100 % of the signatures that were checked are bad", "jwks.<issuer>");
    }

    @Test
    void saysThatClocksAreAhead() {
        healthy();
        use(7200 + 3600, token(RIGHT_ISSUER, "t1"));
        finds(checkup(), Weight.HARMS, "1 records of the access feed are too far ahead", "clock.max-ahead");
    }

    @Test
    void saysThatTokensAreUsedBeforeTheyAreIssued() {
        healthy();
        for (long i = 20; i < 40; i++) {
            use(i * 10 - 90, token(RIGHT_ISSUER, "t" + i) + issued(i * 10));
        }
        finds(checkup(), Weight.HARMS, "20 accesses are more than clock.skew (1m) before", "clock.skew=2m");
    }

    @Test
    void saysHowLateIssuancesAre() {
        healthy();
        issue(250, token(RIGHT_ISSUER, "late"));
        finds(
                checkup(),
                Weight.HARMS,
                "1.6 % of the issuance records came more than ledger.grace (2m) behind newer ones, at most 340s",
                "ledger.grace=6m");
    }

    @Test
    void saysThatTheIssuanceFeedIsBehind() {
        healthy();
        live = true;
        use(900, token(RIGHT_ISSUER, "t59"));
        finds(checkup(), Weight.HARMS, "The issuance feed is 310s behind the access feed", "topic.issuance");
    }

    @Test
    void saysWhichSilencesAreHoles() {
        healthy();
        issue(3600, token(RIGHT_ISSUER, "after"));
        issue(3605, token(RIGHT_ISSUER, "after2"));
        for (long i = 0; i < 60; i++) {
            issue(3610 + i * 10, token(RIGHT_ISSUER, "later" + i));
        }
        finds(checkup(), Weight.HARMS, "left holes in the ledger, 1, the longest of 50m", "ledger.max-silence=55m");
        issue(4300, "'event':'heartbeat','since':'" + START.plusSeconds(590) + "'");
        isSilentAbout(checkup(), "holes in the ledger");
    }

    @Test
    void saysWhichPartitionHoldsItsIssuerUp() {
        healthy();
        issuance.add(
                new ArrayList<>(List.of(at(100, token(RIGHT_ISSUER, "alone").replace('\'', '"')))));
        issuance.add(new ArrayList<>());
        Checkup checkup = checkup();
        finds(
                checkup,
                Weight.HARMS,
                "partition 1: nothing in the last 490s of the feed",
                "heartbeats in each partition");
        assertThat(page(checkup)).contains("partition 2          idle");
    }

    @Test
    void saysWhatMissingHeartbeatsCost() {
        healthy();
        finds(checkup(), Weight.HELPS, "The issuance feed has no heartbeats", "heartbeats with \"since\"");
        issue(600, "'event':'heartbeat'");
        isSilentAbout(checkup(), "no heartbeats");
    }

    @Test
    void saysThatTokensMayBeOlderThanTheLedger() {
        healthy();
        access.replaceAll(json -> json.replaceAll(",\"issued_at\":\"[^\"]*\"", ""));
        access.replaceAll(json -> json.replace(":\"t", ":\"x"));
        Checkup checkup = checkup();
        finds(checkup, Weight.HARMS, "100 % of the tokens in use may have been issued before", "token.max-life");
        assertThat(checkup.isHopeless()).isTrue();
        assertThat(checkup.verdict()).contains("no token in use lies in what the issuance feed covers");
        live = true;
        assertThat(checkup().isHopeless()).isFalse();
    }

    @Test
    void saysThatTokensHadExpired() {
        healthy();
        use(
                400,
                token(RIGHT_ISSUER, "old") + ",'issued_at':'2025-01-01T00:00:00Z','expires_at':'2025-01-02T00:00:00Z'");
        finds(checkup(), Weight.HARMS, "had long expired", "ledger.keep");
    }

    @Test
    void saysWhatTheListsLack() {
        healthy();
        use(300, token(RIGHT_ISSUER, "t28") + issued(280) + ",'key_id':'k2','account_id':'alice'");
        finds(checkup(), Weight.HELPS, "There is no keys feed", "topic.keys");
        finds(checkup(), Weight.HELPS, "There is no accounts feed", "topic.accounts");
        keys.add(at(0, "'key_id':'k1','issuer':'elsewhere'"));
        accounts.add(at(0, "'account_id':'bob'"));
        finds(checkup(), Weight.HELPS, "The keys feed has no key of issuer", "\"issuer\" in its records");
        finds(
                checkup(),
                Weight.HARMS,
                "100 % of the tokens in use name accounts that the accounts feed does not list",
                "topic.accounts");
        keys.add(at(0, "'key_id':'k1','issuer':'" + RIGHT_ISSUER + "'"));
        finds(
                checkup(),
                Weight.HARMS,
                "The keys feed lacks 1 keys of issuer \"" + RIGHT_ISSUER + "\" that are in use, each an alert: \"k2\"",
                "topic.keys");
    }

    @Test
    void saysWhenTopicsMayBeKeyed() {
        healthy();
        keyedByToken = 29;
        finds(checkup(), Weight.HELPS, "All 29 tokens of the access feed are the keys", "access.keyed=true");
        set.put("access.keyed", "true");
        isSilentAbout(checkup(), "are the keys");
        wrongKey = "The record is not keyed by its token.";
        finds(checkup(), Weight.STOPS, "A run would stop: The record is not keyed", "access.keyed=false");
    }

    @Test
    void theWorstStandsFirst() {
        use(0, "'path':'/'");
        healthy();
        issue(250, token(RIGHT_ISSUER, "late"));
        assertThat(checkup().advices().stream().map(Advice::weight).toList())
                .isSorted()
                .contains(Weight.HARMS, Weight.HELPS);
    }

    /** A sender may write any issuer, in any number. */
    @Test
    void whatASenderWritesIsEscapedCutAndBounded() {
        healthy();
        for (int i = 0; i < 1000; i++) {
            use(300, token("\\u202e\\u001b[31m" + "x".repeat(400) + i, "t"));
        }
        Checkup checkup = checkup();
        assertThat(checkup.sample.used).hasSize(200);
        String page = page(checkup);
        assertThat(page).doesNotContain("\u202e", "\u001b").contains("\\u202E\\u001B[31mx");
        assertThat(page.lines()).hasSizeLessThan(250).allMatch(line -> line.length() < 700);
    }
}
