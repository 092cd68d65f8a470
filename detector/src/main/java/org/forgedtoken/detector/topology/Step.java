package org.forgedtoken.detector.topology;

import java.util.List;

/**
 * A step of the flow: the same word in the code, the topology, the docs and the dashboards.
 *
 * @param sentence what it does
 */
public record Step(String name, String sentence) {

    /** All of them, in the order of the flow. */
    public static List<Step> all() {
        return List.of(
                new Step(
                        "READ",
                        "Bytes to one small record; a raw token is hashed here and forgotten. Keeps the coverage of each"
                                + " issuance partition, and puts marks behind the records that they speak for."),
                new Step(
                        "JUDGE",
                        "Holds the ledger and the tokens that wait, and is the only one that may say that a token is"
                                + " forged."),
                new Step(
                        "WATCH-ACCOUNTS",
                        "Holds each account's accesses against its own habit, and looks up whether it exists."),
                new Step(
                        "WATCH-SOURCES",
                        "Holds each source's accounts against those of all others: fan-out, enumeration, accounts that do"
                                + " not exist."),
                new Step("GROUP", "Opens, counts, updates and closes alerts, and keeps the block entries."),
                new Step(
                        "INCIDENTS",
                        "From many alerts to the one incident that a person works on: how far it reaches, and by when it"
                                + " must be reported."),
                new Step("WRITE-INCIDENTS", "Incidents to the bytes and headers of their topics."),
                new Step("WRITE", "Alerts and block entries to the bytes and headers of their topics."));
    }
}
