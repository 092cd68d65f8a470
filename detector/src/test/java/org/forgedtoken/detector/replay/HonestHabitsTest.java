package org.forgedtoken.detector.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.forgedtoken.detector.replay.HonestSite.BEGIN;
import static org.forgedtoken.detector.replay.HonestSite.DAY;
import static org.forgedtoken.detector.replay.HonestSite.HOUR;
import static org.forgedtoken.detector.replay.HonestSite.jwt;
import static org.forgedtoken.detector.replay.HonestSite.token;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Habits of issuers, gateways and their logs that look odd, and are not accused. */
class HonestHabitsTest {
    private static final String SOURCE = "198.51.100.7";

    @TempDir
    Path folder;

    private final HonestSite site = new HonestSite();

    private void nothingGrave() throws IOException {
        assertThat(site.grave(folder)).isEmpty();
    }

    @Test
    void sessionsWhoseIdIsIssuedHundredsOfTimes() throws IOException {
        site.people(0, 9 * DAY, HOUR);
        for (long i = 0; i < 400; i++) {
            Map<String, Object> token = token("session", "robot", 2 * DAY + i * HOUR / 4, HOUR);
            token.put("roles", List.of("role-" + i % 3));
            site.issue(2 * DAY + i * HOUR / 4, token);
            site.use(2 * DAY + i * HOUR / 4 + 3, SOURCE, jwt(i < 300 ? "k1" : "k2", token));
        }
        nothingGrave();
    }

    @Test
    void oneIdForTheTokensOfAllAccounts() throws IOException {
        site.people(0, 9 * DAY, HOUR);
        for (long i = 0; i < 400; i++) {
            Map<String, Object> token = token("access", "person-" + i, 2 * DAY + i * 600, HOUR);
            site.issue(2 * DAY + i * 600, token);
            site.use(2 * DAY + i * 600 + 3, SOURCE, jwt("k1", token));
        }
        nothingGrave();
    }

    @Test
    void clocksThatGoHalfAMinuteWrong() throws IOException {
        site.people(0, 9 * DAY, HOUR);
        for (long i = 0; i < 200; i++) {
            Map<String, Object> token = token("c-" + i, "person-" + i, 8 * DAY + i * 60, HOUR);
            site.issue(8 * DAY + i * 60, token);
            token.put("iat", BEGIN + 8 * DAY + i * 60 + 30);
            token.put("exp", BEGIN + 8 * DAY + i * 60 + 30 + HOUR);
            site.use(8 * DAY + i * 60 - 20, SOURCE, jwt("k1", token));
        }
        nothingGrave();
    }

    @Test
    void timesWithFractions() throws IOException {
        for (long time = 0; time < 9 * DAY; time += HOUR) {
            Map<String, Object> token = token("f-" + time, "person-" + time % 97, time, HOUR);
            site.issue(time, token);
            token.put("iat", BEGIN + time + 0.25);
            token.put("exp", BEGIN + time + HOUR + 0.25);
            site.use(time + 5, SOURCE, jwt("k1", token));
        }
        nothingGrave();
    }

    @Test
    void tokensForOneDeviceThatLiveForAYear() throws IOException {
        site.people(0, 40 * DAY, HOUR);
        for (long i = 0; i < 10; i++) {
            Map<String, Object> token = token("tv-" + i, "person-" + i, 20 * DAY + i * HOUR, 365 * DAY);
            site.issue(20 * DAY + i * HOUR, token);
            site.use(20 * DAY + i * HOUR + 5, SOURCE, jwt("k1", token));
            site.use(39 * DAY + i * HOUR, SOURCE, jwt("k1", token));
        }
        nothingGrave();
    }

    @Test
    void connectionsThatAreLoggedWhenTheyEndAfterDays() throws IOException {
        site.people(0, 14 * DAY, HOUR);
        for (long i = 0; i < 20; i++) {
            Map<String, Object> token = token("ws-" + i, "person-" + i, 8 * DAY + i * HOUR, HOUR);
            site.issue(8 * DAY + i * HOUR, token);
            site.useLogged(12 * DAY + i * HOUR, 8 * DAY + i * HOUR + 5, SOURCE, jwt("k1", token));
        }
        nothingGrave();
    }

    @Test
    void twoTokensInOneRequest() throws IOException {
        site.people(0, 9 * DAY, HOUR);
        for (long i = 0; i < 100; i++) {
            Map<String, Object> user = token("user-" + i, "person-" + i, 8 * DAY + i * 60, HOUR);
            Map<String, Object> service = token("svc-" + i, "robot", 8 * DAY + i * 60, HOUR);
            site.issue(8 * DAY + i * 60, user).issue(8 * DAY + i * 60, service);
            site.use(8 * DAY + i * 60 + 2, SOURCE, "Bearer " + jwt("k1", user) + ", Bearer " + jwt("k1", service));
        }
        nothingGrave();
    }

    @Test
    void accessTokensWithWhatIdTokensHave() throws IOException {
        for (long time = 0; time < 9 * DAY; time += HOUR) {
            Map<String, Object> token = token("n-" + time, "person-" + time % 97, time, HOUR);
            site.issue(time, token);
            token.put("nonce", "n-" + time);
            token.put("typ", "Bearer");
            site.use(time + 5, SOURCE, jwt(Map.of("alg", "RS256", "typ", "at+jwt", "kid", "k1"), token));
        }
        nothingGrave();
    }

    @Test
    void aFeedThatComesInBatches() throws IOException {
        site.people(0, 9 * DAY, HOUR);
        for (long batch = 8 * DAY; batch < 9 * DAY; batch += 6 * HOUR) {
            for (long i = 0; i < 300; i++) {
                Map<String, Object> token = token("b-" + batch + i, "person-" + i, batch + i, HOUR);
                site.issue(batch + i, token);
                site.use(batch + i + 1, SOURCE, jwt("k1", token));
            }
        }
        nothingGrave();
    }

    @Test
    void clientsThatStateNoAccount() throws IOException {
        site.people(0, 9 * DAY, HOUR);
        for (long i = 0; i < 100; i++) {
            Map<String, Object> token = token("m-" + i, "machine", 8 * DAY + i * 60, HOUR);
            site.issue(8 * DAY + i * 60, token);
            token.remove("sub");
            site.use(8 * DAY + i * 60 + 2, SOURCE, jwt("k1", token));
        }
        nothingGrave();
    }
}
