package org.forgedtoken.detector.step;

/** A line of the keys feed: {@code at("10:00").signingKey("k1").retired()}. */
record KeyLine(Scenario scenario, String keyId) {

    /** {@code more}: further JSON members, written with single quotes. */
    Scenario active(String... more) {
        return says("active", more);
    }

    Scenario retired(String... more) {
        return says("retired", more);
    }

    Scenario compromised(String... more) {
        return says("compromised", more);
    }

    /** The key is taken from the list. */
    Scenario gone() {
        return scenario.keyRecord(keyId, null);
    }

    private Scenario says(String state, String... more) {
        return scenario.keyRecord(keyId, scenario.json("'key_id':'" + keyId + "','state':'" + state + "'", more));
    }
}
