package org.forgedtoken.detector.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.forgedtoken.detector.replay.HonestSite.BEGIN;
import static org.forgedtoken.detector.replay.HonestSite.DAY;
import static org.forgedtoken.detector.replay.HonestSite.HOUR;
import static org.forgedtoken.detector.replay.HonestSite.ISSUER;
import static org.forgedtoken.detector.replay.HonestSite.encode;
import static org.forgedtoken.detector.replay.HonestSite.jwt;
import static org.forgedtoken.detector.replay.HonestSite.token;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What honest sites do that looks like what a forger does: none of it is accused. */
class HonestSitesTest {
    private static final long QUARTER = HOUR / 4;
    private static final String SOURCE = "198.51.100.7";

    @TempDir
    Path folder;

    private final HonestSite site = new HonestSite();

    private void nothingGrave() throws IOException {
        assertThat(site.grave(folder)).isEmpty();
    }

    private void beats(String partition, long from, long until, long every) {
        for (long time = from; time <= until; time += every) {
            site.issuance(partition, time, Map.of("event", "heartbeat", "since", BEGIN + time - every));
        }
    }

    @Test
    void appsThatSleepForWeeks() throws IOException {
        site.people(0, 30 * DAY, 3 * HOUR);
        for (long i = -20; i < 120; i++) {
            Map<String, Object> app = token("app-" + i, "sleeper-" + i, i * 6 * HOUR, 30 * DAY);
            if (i >= 0) {
                site.issue(i * 6 * HOUR, app);
            }
            site.use(Math.max(0, i * 6 * HOUR + 60), SOURCE, jwt("k1", app));
            long awake = i * 6 * HOUR + 20 * DAY;
            if (awake < 30 * DAY) {
                site.use(awake, SOURCE, jwt("k1", app));
            }
        }
        nothingGrave();
    }

    @Test
    void clientsThatRetryWithExpiredTokens() throws IOException {
        site.people(0, 9 * DAY, HOUR);
        Map<String, Object> token = token("p-" + 8 * DAY, "person-192", 8 * DAY, HOUR);
        for (long i = 0; i < 300; i++) {
            site.access(
                    8 * DAY + HOUR + 600 + i,
                    Map.of("token", jwt("k1", token), "source_ip", SOURCE, "status", 401, "signature_valid", true));
        }
        nothingGrave();
    }

    @Test
    void proxiesThatDoubleTheHeader() throws IOException {
        site.people(0, 9 * DAY, HOUR);
        for (long i = 0; i < 50; i++) {
            Map<String, Object> token = token("d-" + i, "person-" + i, 8 * DAY + i, HOUR);
            site.issue(8 * DAY + i, token);
            String text = jwt("k1", token);
            site.use(8 * DAY + i + 5, SOURCE, "Bearer " + text + ", Bearer " + text);
            site.use(8 * DAY + i + 6, SOURCE, "Bearer Bearer " + text);
            site.use(8 * DAY + i + 7, SOURCE, "Bearer " + text + "," + text);
        }
        nothingGrave();
    }

    @Test
    void idsThatAreIssuedAgainWithFreshRoles() throws IOException {
        site.people(0, 9 * DAY, HOUR);
        for (long i = 0; i < 40; i++) {
            for (long again = 0; again < 4; again++) {
                long time = 8 * DAY + i * 60 + again * 900;
                Map<String, Object> token = token("session-" + i, "person-" + i, time, HOUR);
                site.issue(time, token);
                token.put("roles", List.of("role-" + again));
                site.use(time + 3, SOURCE, jwt("k1", token));
                site.use(time + 300, SOURCE, jwt("k1", token));
            }
        }
        nothingGrave();
    }

    @Test
    void encryptedTokensOfAnIssuerOfIds() throws IOException {
        site.people(0, 9 * DAY, HOUR);
        for (long i = 0; i < 50; i++) {
            String header = encode("{\"alg\":\"dir\",\"enc\":\"A256GCM\",\"iss\":\"" + ISSUER + "\"}");
            String text = header + ".." + encode("initial" + i) + '.' + encode("ciphertext") + '.' + encode("tag");
            site.use(8 * DAY + i * 60, SOURCE, text);
        }
        nothingGrave();
    }

    @Test
    void keysThatAreReplacedEachQuarter() throws IOException {
        for (long quarter = 0; quarter < 3; quarter++) {
            long from = quarter * 91 * DAY;
            site.key(from, Map.of("issuer", ISSUER, "key_id", "q" + quarter, "state", "active"));
            if (quarter > 0) {
                String before = "q" + (quarter - 1);
                site.key(from + HOUR, Map.of("issuer", ISSUER, "key_id", before, "state", "retired"));
            }
            for (long time = from; time < from + 91 * DAY; time += 4 * HOUR) {
                Map<String, Object> token = token("t-" + time, "person-" + time % 89, time, HOUR);
                site.issue(time, token);
                site.use(time + 5, SOURCE, jwt("q" + quarter, token));
                site.use(time + HOUR - 5, SOURCE, jwt("q" + quarter, token));
            }
        }
        nothingGrave();
    }

    @Test
    void issuersThatNumberTheirKeysAlike() throws IOException {
        for (String issuer : List.of(ISSUER, "https://partner.example")) {
            site.key(-DAY, Map.of("issuer", issuer, "key_id", "1", "state", "active"));
            for (long time = 0; time < 9 * DAY; time += HOUR) {
                Map<String, Object> token = token("t-" + time, "person-" + time % 89, time, HOUR);
                token.put("iss", issuer);
                site.issue(time, token);
                site.use(time + 5, SOURCE, jwt("1", token));
            }
        }
        site.key(5 * DAY, Map.of("issuer", "https://partner.example", "key_id", "1", "state", "active"));
        nothingGrave();
    }

    @Test
    void keysWithoutExpiryThatAreUsedForAYear() throws IOException {
        site.people(0, 200 * DAY, 6 * HOUR);
        for (long i = 0; i < 20; i++) {
            Map<String, Object> key = token("api-" + i, "robot-" + i, i * HOUR, HOUR);
            key.remove("exp");
            site.issue(i * HOUR, key);
            for (long day = 1; day < 200; day += i < 10 ? 1 : 97) {
                site.access(day * DAY + i, Map.of("issuer", ISSUER, "token_id", "api-" + i, "status", 200));
            }
        }
        nothingGrave();
    }

    @Test
    void keysWithoutExpiryThatAreOlderThanTheLedger() throws IOException {
        site.people(0, 20 * DAY, HOUR);
        for (long i = 0; i < 5; i++) {
            Map<String, Object> key = token("new-" + i, "robot-" + i, i * DAY, HOUR);
            key.remove("exp");
            site.issue(i * DAY, key);
        }
        for (long day = 1; day < 20; day++) {
            site.access(day * DAY, Map.of("issuer", ISSUER, "token_id", "old", "status", 200, "signature_valid", true));
        }
        nothingGrave();
    }

    @Test
    void expiredTokensOfAKeyThatWasStolenSince() throws IOException {
        site.key(0, Map.of("issuer", ISSUER, "key_id", "k1", "state", "active"));
        site.people(0, 12 * DAY, HOUR);
        site.key(11 * DAY, Map.of("issuer", ISSUER, "key_id", "k1", "state", "compromised", "at_risk_since", BEGIN));
        Map<String, Object> token = token("p-" + 8 * DAY, "person-192", 8 * DAY, HOUR);
        site.access(
                11 * DAY + HOUR,
                Map.of("token", jwt("k1", token), "source_ip", SOURCE, "status", 401, "signature_valid", true));
        nothingGrave();
    }

    @Test
    void heartbeatsOfAnHourForMonths() throws IOException {
        beats("", HOUR, 200 * DAY, HOUR);
        for (long day = 0; day < 200; day++) {
            long time = day * DAY + 7 * HOUR + 60;
            Map<String, Object> token = token("p-" + day, "person-" + day % 7, time, HOUR);
            site.issue(time, token);
            site.use(time + 5, SOURCE, jwt("k1", token));
        }
        nothingGrave();
    }

    @Test
    void theFeedIsOutForHalfAnHour() throws IOException {
        outage(60);
        assertThat(site.grave(folder)).allMatch(alert -> alert.startsWith("ledger-degraded"));
    }

    @Test
    void everybodyLogsInAgainDuringAnOutage() throws IOException {
        outage(20);
        assertThat(site.grave(folder)).allMatch(alert -> alert.startsWith("ledger-degraded"));
    }

    /** The issuance records of half an hour are lost, in which people log in every so many seconds, else each minute. */
    private void outage(long seconds) {
        long from = 8 * DAY + 10 * HOUR;
        site.people(0, from, 60);
        site.people(from + HOUR / 2, 9 * DAY, 60);
        for (long time = from; time < from + HOUR / 2; time += seconds) {
            Map<String, Object> token = token("lost-" + time, "person-" + time % 997, time, HOUR);
            site.use(time + 5, "203.0.113." + (1 + time % 200), jwt("k1", token));
        }
    }

    @Test
    void guestsOfOtherTenantsUnderTheSameKeys() throws IOException {
        site.settings.put("jwks.shared." + ISSUER, "true");
        site.people(0, 9 * DAY, HOUR);
        for (long i = 0; i < 200; i++) {
            Map<String, Object> token = token("guest-" + i, "guest-" + i, 8 * DAY + i * 60, HOUR);
            token.put("iss", "https://id.example/tenant-" + i % 3);
            site.use(8 * DAY + i * 60 + 5, "198.51.100." + (1 + i), jwt("k1", token));
        }
        nothingGrave();
    }

    @Test
    void idTokensAsAHabitAreToldOfOnce() throws IOException {
        site.people(0, 9 * DAY, HOUR);
        for (long i = 0; i < 100; i++) {
            Map<String, Object> token = token("id-" + i, "person-" + i, 8 * DAY + i * QUARTER / 10, HOUR);
            token.put("nonce", "n-" + i);
            site.use(8 * DAY + i * QUARTER / 10 + 5, "203.0.113." + (1 + i), jwt("k1", token));
        }
        assertThat(site.grave(folder)).singleElement().asString().startsWith("token-undecidable");
    }
}
