package org.forgedtoken.detector.group;

import static org.forgedtoken.detector.step.Memory.Place.IN_MEMORY;
import static org.forgedtoken.detector.step.Memory.Place.OF_A_REPLAY;
import static org.forgedtoken.detector.step.Memory.Place.ON_DISK;

import org.forgedtoken.detector.alert.Involved;
import org.forgedtoken.detector.feed.AnalystAction;
import org.forgedtoken.detector.step.IncidentEvent;
import org.forgedtoken.detector.step.Memory;

/** All that INCIDENTS remembers. */
public final class IncidentState {
    public static final Memory<IncidentMemory> INCIDENTS = new Memory<>(
            "incidents",
            "INCIDENTS",
            IN_MEMORY,
            IncidentMemory.class,
            "incident uid",
            "Every incident, what was said of it, and what it has counted in sum.");

    public static final Memory<Shares.ShareMemory> INCIDENT_ALERTS = new Memory<>(
            "incident-alerts",
            "INCIDENTS",
            ON_DISK,
            Shares.ShareMemory.class,
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

    private IncidentState() {}
}
