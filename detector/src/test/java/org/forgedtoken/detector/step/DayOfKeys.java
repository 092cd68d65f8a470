package org.forgedtoken.detector.step;

import org.junit.jupiter.api.BeforeEach;

/** A day on which two keys sign. Grace is 2 min, skew 1 min: a use is decided on after 3 min. */
abstract class DayOfKeys {
    static final String K1 = "https%3A//idp|k1";
    static final String K2 = "https%3A//idp|k2";

    final Scenario scenario = new Scenario();

    @BeforeEach
    void aKeysFeedAndACompleteLedger() {
        scenario.hasKeys = true;
        scenario.keysAreRead();
        scenario.at("2026-01-01T00:00:00").heartbeat();
        scenario.at("2026-01-01T00:00:00").signingKey("k1").active();
    }

    /** Both feeds go on to this time: whatever is open is decided, and nothing else is told. */
    Scenario later(String clock) {
        return scenario.at(clock)
                .heartbeat("'since':'2026-01-01T00:00:00Z'", "'issuer':'https://idp'")
                .readOn();
    }

    Scenario issued(String clock, String token, String key) {
        return scenario.at(clock).issue(token, "'key_id':'" + key + "'");
    }

    Scenario used(String clock, String token, String key) {
        return scenario.at(clock).access(token, "'key_id':'" + key + "'");
    }
}
