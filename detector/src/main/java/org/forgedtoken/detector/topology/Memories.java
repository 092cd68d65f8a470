package org.forgedtoken.detector.topology;

import java.util.List;
import java.util.stream.Stream;
import org.forgedtoken.detector.alert.AlertState;
import org.forgedtoken.detector.coverage.CoverageMark;
import org.forgedtoken.detector.coverage.PositionMark;
import org.forgedtoken.detector.feed.AnalystAction;
import org.forgedtoken.detector.group.Block;
import org.forgedtoken.detector.group.Contribution;
import org.forgedtoken.detector.group.HoleTokens;
import org.forgedtoken.detector.group.IncidentMemory;
import org.forgedtoken.detector.group.ShareMemory;
import org.forgedtoken.detector.judge.WaitingKey;
import org.forgedtoken.detector.ledger.KeyHistory;
import org.forgedtoken.detector.ledger.PresentedToken;
import org.forgedtoken.detector.rule.ClaimHabit;
import org.forgedtoken.detector.step.IncidentEvent.LiveTokens;
import org.forgedtoken.detector.topology.codec.RecordCodec;

/** All that is remembered, once, in the order of the flow. */
public final class Memories {
    /**
     * On disk although it is small: with no store on disk a process gets a new id at each start, and a killed one would
     * hold up the output until its transaction times out.
     */
    public static final Memory<JournalEntry> FEEDS = new Memory<>(
            "read-feeds",
            "READ",
            true,
            new RecordCodec<>(JournalEntry.class),
            "what it is, with a slot",
            "How far both feeds were read, and the coverage of an issuance partition: a snapshot and what was heard"
                    + " since.");

    static final LedgerMemory LEDGER = new LedgerMemory(
            "judge-ledger",
            "JUDGE",
            "by `ledger.store`",
            "the first 12 bytes of the token key's SHA-256",
            "Issued and revoked tokens.");
    static final Memory<PresentedToken> PRESENTED = new Memory<>(
            "judge-presented",
            "JUDGE",
            true,
            new RecordCodec<>(PresentedToken.class),
            "token key",
            "Tokens that wait for coverage, and verdicts that a late record may still change: on disk, since whoever"
                    + " presents tokens that nobody has issued makes as many.");
    static final Memory<CoverageMark> COVERAGE = new Memory<>(
            "judge-coverage",
            "JUDGE",
            false,
            new RecordCodec<>(CoverageMark.class),
            "issuer and issuance partition",
            "The newest coverage mark.");
    static final Memory<PositionMark> POSITIONS = new Memory<>(
            "judge-positions",
            "JUDGE",
            false,
            new RecordCodec<>(PositionMark.class),
            "feed and partition",
            "How far each feed has been read.");
    static final Memory<ClaimHabit> HABITS = new Memory<>(
            "judge-habits",
            "JUDGE",
            false,
            new RecordCodec<>(ClaimHabit.class),
            "issuer and claim",
            "Which claims can be compared at all.");
    static final Memory<Long> ISSUERS = new Memory<>(
            "judge-issuers",
            "JUDGE",
            false,
            new RecordCodec<>(Long.class),
            "issuer and habit",
            "Whether an issuer's tokens state when they were issued and carry ids, when they were last used late, and"
                    + " since when entries without an expiry are evicted.");
    static final Memory<Long> OUTAGES = new Memory<>(
            "judge-outages",
            "JUDGE",
            false,
            new RecordCodec<>(Long.class),
            "issuer and issuance partition",
            "Since when coverage stands still or is broken.");
    static final Memory<KeyHistory> KEYS = new Memory<>(
            "judge-keys",
            "JUDGE",
            false,
            new RecordCodec<>(KeyHistory.class),
            "issuer and key id",
            "What the feeds have said of each signing key.");
    static final Memory<WaitingKey> KEY_USES = new Memory<>(
            "judge-key-uses",
            "JUDGE",
            false,
            new RecordCodec<>(WaitingKey.class),
            "issuer and key id",
            "Uses of keys that may be unknown or retired, until every record of the key must have come.");
    static final Memory<Long> FALSE_POSITIVES = new Memory<>(
            "judge-false-positives",
            "JUDGE",
            false,
            new RecordCodec<>(Long.class),
            "alert",
            "What analysts found to be nothing, and until when: gateways are no longer told to refuse it.");
    static final Memory<Long> SECRETS = new Memory<>(
            "judge-secrets",
            "JUDGE",
            false,
            new RecordCodec<>(Long.class),
            "what it is for",
            "What the fingerprints of tokens' contents are keyed with.");
    static final Memory<Long> CANARIES = new Memory<>(
            "judge-canaries",
            "JUDGE",
            false,
            new RecordCodec<>(Long.class),
            "uid of its alert",
            "Canaries that were planted and not read so far, and the number of the last interval.");
    static final Memory<PresentedToken> CANARIES_WAITING = new Memory<>(
            "judge-canaries-waiting",
            "JUDGE",
            false,
            new RecordCodec<>(PresentedToken.class),
            "token key",
            "Canaries that were read, and wait for coverage.");
    static final Memory<AlertState> ALERTS = new Memory<>(
            "group-alerts",
            "GROUP",
            false,
            new RecordCodec<>(AlertState.class),
            "alert uid",
            "Every alert and what was said of it.");
    static final Memory<Block> BLOCKS = new Memory<>(
            "group-blocks",
            "GROUP",
            true,
            new RecordCodec<>(Block.class),
            "block-entry key",
            "Block entries, as well as those of what somebody expects, which may have to stand again: on disk,"
                    + " likewise.");
    static final Memory<Long> QUOTAS = new Memory<>(
            "group-quotas",
            "GROUP",
            false,
            new RecordCodec<>(Long.class),
            "rule and hour",
            "How many alerts of a rule were written singly.");
    static final Memory<Contribution> CONTRIBUTIONS = new Memory<>(
            "group-contributions",
            "GROUP",
            true,
            new RecordCodec<>(Contribution.class),
            "alert uid and token",
            "The tokens that an alert on several counts: it is withdrawn with the last of them.");
    static final Memory<HoleTokens> HOLES = new Memory<>(
            "group-holes",
            "GROUP",
            true,
            new RecordCodec<>(HoleTokens.class),
            "alert uid, and token",
            "The tokens that are undetermined because of a hole: 10 000 of each, of more a sketch.");
    static final Memory<AnalystAction> DECISIONS = new Memory<>(
            "group-decisions",
            "GROUP",
            false,
            new RecordCodec<>(AnalystAction.class),
            "uid, and regime",
            "What was decided on alerts that do not stand yet.");
    static final Memory<Long> CANARIES_AWAITED = new Memory<>(
            "group-canaries",
            "GROUP",
            false,
            new RecordCodec<>(Long.class),
            "uid of its alert",
            "Canaries whose alerts are awaited.");
    static final Memory<PositionMark> READ_TO = new Memory<>(
            "group-positions",
            "GROUP",
            false,
            new RecordCodec<>(PositionMark.class),
            "judging task",
            "How far each judging task has been told that accesses were read.");

    static final Memory<IncidentMemory> INCIDENTS = new Memory<>(
            "incidents",
            "INCIDENTS",
            false,
            new RecordCodec<>(IncidentMemory.class),
            "incident uid",
            "Every incident, what was said of it, and what it has counted in sum.");
    static final Memory<ShareMemory> INCIDENT_ALERTS = new Memory<>(
            "incident-alerts",
            "INCIDENTS",
            true,
            new RecordCodec<>(ShareMemory.class),
            "alert and incident uid",
            "How each alert of an incident was last written.");
    static final Memory<Long> INCIDENT_ACCUSED = new Memory<>(
            "incident-accused",
            "INCIDENTS",
            true,
            new RecordCodec<>(Long.class),
            "alert uid, token and incident uid",
            "Which alerts accuse which tokens, and how far that proves the incident.");
    static final Memory<Long> INCIDENT_TOKENS = new Memory<>(
            "incident-tokens",
            "INCIDENTS",
            true,
            new RecordCodec<>(Long.class),
            "incident uid and token",
            "How many alerts accuse a token: what is taken back must be told apart.");
    static final Memory<Long> INCIDENT_MEMBERS = new Memory<>(
            "incident-members",
            "INCIDENTS",
            true,
            new RecordCodec<>(Long.class),
            "incident uid, kind and name",
            "The alerts, tokens, accounts and sources of an incident, while they are counted exactly.");
    static final Memory<Long> INCIDENT_ACCOUNTS = new Memory<>(
            "incident-accounts",
            "INCIDENTS",
            false,
            new RecordCodec<>(Long.class),
            "incident uid and account",
            "Which of an incident's accounts exist.");
    static final Memory<LiveTokens> LIVE_TOKENS = new Memory<>(
            "live-tokens",
            "INCIDENTS",
            false,
            new RecordCodec<>(LiveTokens.class),
            "issuer, key and judging task",
            "How many legitimate tokens of a key live.");

    static final Memory<AnalystAction> INCIDENT_DECISIONS = new Memory<>(
            "incident-decisions",
            "INCIDENTS",
            false,
            new RecordCodec<>(AnalystAction.class),
            "uid, and regime",
            "What was decided on incidents that do not stand yet.");

    static final Memory<Block> KEY_BLOCKS = new Memory<>(
            "incident-key-blocks",
            "INCIDENTS",
            false,
            new RecordCodec<>(Block.class),
            "block-entry key",
            "Block entries of keys that stand.");

    /**
     * The block list as every instance has it whole, in memory, read from its topic before the instance begins to work. It
     * is no memory of a step: nobody but the topic writes it.
     */
    public static final String BLOCK_LIST = "block-list";

    /** The uids of the open verified incidents of keys, likewise. */
    public static final String COMPROMISED_KEYS = "compromised-keys";

    private static final List<Remembered> UP_TO_JUDGE = List.of(
            FEEDS,
            LEDGER,
            PRESENTED,
            COVERAGE,
            POSITIONS,
            HABITS,
            ISSUERS,
            OUTAGES,
            KEYS,
            KEY_USES,
            FALSE_POSITIVES,
            SECRETS,
            CANARIES,
            CANARIES_WAITING);
    private static final List<Remembered> FROM_GROUP = List.of(
            ALERTS,
            BLOCKS,
            QUOTAS,
            READ_TO,
            CONTRIBUTIONS,
            HOLES,
            DECISIONS,
            CANARIES_AWAITED,
            INCIDENTS,
            INCIDENT_ALERTS,
            INCIDENT_ACCUSED,
            INCIDENT_TOKENS,
            INCIDENT_MEMBERS,
            INCIDENT_ACCOUNTS,
            LIVE_TOKENS,
            INCIDENT_DECISIONS,
            KEY_BLOCKS);

    private Memories() {}

    /** All of them, in the order of the flow. */
    public static List<Remembered> all() {
        return Stream.of(UP_TO_JUDGE, WatchMemories.ALL, FROM_GROUP)
                .flatMap(List::stream)
                .toList();
    }

    /** What must not be lost one without the other: coverage without its ledger would make forgeries of what that held. */
    public static List<Remembered> ofWhatIsIssued() {
        return List.of(FEEDS, LEDGER, COVERAGE);
    }

    static List<Remembered> of(String step) {
        return all().stream().filter(memory -> memory.step().equals(step)).toList();
    }
}
