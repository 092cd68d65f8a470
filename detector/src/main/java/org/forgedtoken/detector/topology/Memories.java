package org.forgedtoken.detector.topology;

import java.util.List;
import org.forgedtoken.detector.group.GroupState;
import org.forgedtoken.detector.group.IncidentState;
import org.forgedtoken.detector.judge.JudgeState;
import org.forgedtoken.detector.step.Memory;
import org.forgedtoken.detector.step.Memory.Place;
import org.forgedtoken.detector.topology.store.LedgerStores;
import org.forgedtoken.detector.watch.SourcesState;
import org.forgedtoken.detector.watch.WatchAccountsState;

/** All that the service remembers, in the order of the flow. */
public final class Memories {
    /**
     * On disk although it is small: with no store on disk a process gets a new id at each start, and a killed one would
     * hold up the output until its transaction times out.
     */
    public static final Memory<JournalEntry> FEEDS =
            new Memory<>("read-feeds", "READ", Place.ON_DISK, JournalEntry.class);

    /**
     * The block list as every instance has it whole, in memory, read from its topic before the instance begins to work. It
     * is no memory of a step: nobody but the topic writes it.
     */
    public static final String BLOCK_LIST = "block-list";

    /** The uids of the open verified incidents of keys, likewise. */
    public static final String COMPROMISED_KEYS = "compromised-keys";

    private static final List<Memory<?>> ALL = List.of(
            FEEDS,
            LedgerStores.LEDGER,
            JudgeState.PRESENTED,
            JudgeState.COVERAGE,
            JudgeState.POSITIONS,
            JudgeState.HABITS,
            JudgeState.ISSUERS,
            JudgeState.OUTAGES,
            JudgeState.KEYS,
            JudgeState.KEY_USES,
            JudgeState.FALSE_POSITIVES,
            JudgeState.SECRETS,
            JudgeState.CANARIES,
            JudgeState.CANARIES_WAITING,
            WatchAccountsState.RATES,
            WatchAccountsState.POPULATION,
            WatchAccountsState.EPISODES,
            WatchAccountsState.KNOWN_ACCOUNTS,
            WatchAccountsState.UNCERTAIN,
            WatchAccountsState.ACCOUNTS_READ_TO,
            SourcesState.SOURCES,
            SourcesState.BACKGROUND_RATE,
            GroupState.ALERTS,
            GroupState.BLOCKS,
            GroupState.QUOTAS,
            GroupState.READ_TO,
            GroupState.CONTRIBUTIONS,
            GroupState.HOLES,
            GroupState.DECISIONS,
            GroupState.CANARIES_AWAITED,
            IncidentState.INCIDENTS,
            IncidentState.INCIDENT_ALERTS,
            IncidentState.INCIDENT_ACCUSED,
            IncidentState.INCIDENT_TOKENS,
            IncidentState.INCIDENT_MEMBERS,
            IncidentState.INCIDENT_ACCOUNTS,
            IncidentState.LIVE_TOKENS,
            IncidentState.INCIDENT_DECISIONS,
            IncidentState.KEY_BLOCKS);

    private Memories() {}

    /** All of them. */
    public static List<Memory<?>> all() {
        return ALL;
    }

    /** What must not be lost one without the other: coverage without its ledger would make forgeries of what that held. */
    public static List<Memory<?>> ofWhatIsIssued() {
        return List.of(FEEDS, LedgerStores.LEDGER, JudgeState.COVERAGE);
    }

    static List<Memory<?>> of(String stage) {
        return ALL.stream().filter(memory -> memory.stage().equals(stage)).toList();
    }
}
