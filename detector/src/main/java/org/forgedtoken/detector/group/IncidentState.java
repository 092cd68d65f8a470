package org.forgedtoken.detector.group;

import static org.forgedtoken.detector.step.Memory.Place.IN_MEMORY;
import static org.forgedtoken.detector.step.Memory.Place.OF_A_REPLAY;
import static org.forgedtoken.detector.step.Memory.Place.ON_DISK;

import org.forgedtoken.detector.alert.Involved;
import org.forgedtoken.detector.feed.AnalystAction;
import org.forgedtoken.detector.step.IncidentEvent;
import org.forgedtoken.detector.step.Memory;
import org.forgedtoken.detector.step.Store;
import org.forgedtoken.detector.step.Stores;

/**
 * All that must outlive a restart of incidents.
 *
 * @param incidents by uid
 * @param shares how each alert was last written, by its uid and the incident's
 * @param accused how far a use proves the incident, by alert, token and incident
 * @param tokens how many alerts accuse it, by incident and token
 * @param names by incident, kind and name: the members that were counted, and in a replay the accesses of path templates for
 *     which there was no room in memory
 * @param accounts by incident and account: whether the account exists (1) or not (0)
 * @param live by issuer, key id and judging task
 * @param decisions on what does not stand yet
 * @param blocks of keys, by block key; may hold other entries too
 * @param rows what each alert of a replay counts for
 * @param accountRows by incident, account and alert: what is told of accounts at the end of a replay
 */
public record IncidentState(
        Store<IncidentMemory> incidents,
        Store<ShareMemory> shares,
        Store<Long> accused,
        Store<Long> tokens,
        Store<Long> names,
        Store<Long> accounts,
        Store<IncidentEvent.LiveTokens> live,
        Store<AnalystAction> decisions,
        Store<Block> blocks,
        Store<Involved> rows,
        Store<Involved> accountRows) {
    public static final Memory<IncidentMemory> INCIDENTS = new Memory<>(
            "incidents",
            "INCIDENTS",
            IN_MEMORY,
            IncidentMemory.class,
            "incident uid",
            "Every incident, what was said of it, and what it has counted in sum.");

    public static final Memory<ShareMemory> INCIDENT_ALERTS = new Memory<>(
            "incident-alerts",
            "INCIDENTS",
            ON_DISK,
            ShareMemory.class,
            "alert and incident uid",
            "How each alert of an incident was last written.");

    public static final Memory<Long> INCIDENT_ACCUSED = new Memory<>(
            "incident-accused",
            "INCIDENTS",
            ON_DISK,
            Long.class,
            "alert uid, token and incident uid",
            "Which alerts accuse which tokens, and how far that proves the incident.");

    public static final Memory<Long> INCIDENT_TOKENS = new Memory<>(
            "incident-tokens",
            "INCIDENTS",
            ON_DISK,
            Long.class,
            "incident uid and token",
            "How many alerts accuse a token: what is taken back must be told apart.");

    public static final Memory<Long> INCIDENT_MEMBERS = new Memory<>(
            "incident-members",
            "INCIDENTS",
            ON_DISK,
            Long.class,
            "incident uid, kind and name",
            "The alerts, tokens, accounts and sources of an incident, while they are counted exactly; and the keys that"
                    + " a campaign names.");

    public static final Memory<Long> INCIDENT_ACCOUNTS = new Memory<>(
            "incident-accounts",
            "INCIDENTS",
            IN_MEMORY,
            Long.class,
            "incident uid and account",
            "Which of an incident's accounts exist.");

    public static final Memory<IncidentEvent.LiveTokens> LIVE_TOKENS = new Memory<>(
            "live-tokens",
            "INCIDENTS",
            IN_MEMORY,
            IncidentEvent.LiveTokens.class,
            "issuer, key and judging task",
            "How many legitimate tokens of a key live.");

    public static final Memory<AnalystAction> INCIDENT_DECISIONS = new Memory<>(
            "incident-decisions",
            "INCIDENTS",
            IN_MEMORY,
            AnalystAction.class,
            "uid, and regime",
            "What was decided on incidents that do not stand yet.");

    public static final Memory<Block> KEY_BLOCKS = new Memory<>(
            "incident-key-blocks",
            "INCIDENTS",
            IN_MEMORY,
            Block.class,
            "block-entry key",
            "Block entries of keys that stand.");

    static final Memory<Involved> ROWS = new Memory<>(
            "rows", "INCIDENTS", OF_A_REPLAY, Involved.class, "alert and place", "What each alert counts for.");

    static final Memory<Involved> ACCOUNT_ROWS = new Memory<>(
            "accounts",
            "INCIDENTS",
            OF_A_REPLAY,
            Involved.class,
            "incident, account and alert",
            "What is told of accounts at the end.");

    /** As it was left. */
    public static IncidentState of(Stores stores) {
        return new IncidentState(
                stores.of(INCIDENTS),
                stores.of(INCIDENT_ALERTS),
                stores.of(INCIDENT_ACCUSED),
                stores.of(INCIDENT_TOKENS),
                stores.of(INCIDENT_MEMBERS),
                stores.of(INCIDENT_ACCOUNTS),
                stores.of(LIVE_TOKENS),
                stores.of(INCIDENT_DECISIONS),
                stores.of(KEY_BLOCKS),
                stores.of(ROWS),
                stores.of(ACCOUNT_ROWS));
    }
}
