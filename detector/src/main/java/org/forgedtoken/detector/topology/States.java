package org.forgedtoken.detector.topology;

import org.forgedtoken.detector.group.GroupState;
import org.forgedtoken.detector.group.IncidentState;
import org.forgedtoken.detector.judge.JudgeState;
import org.forgedtoken.detector.judge.Ledger;
import org.forgedtoken.detector.step.Store;
import org.forgedtoken.detector.watch.SourcesState;
import org.forgedtoken.detector.watch.WatchAccountsState;

/** What each stage remembers, from wherever its host keeps it. */
final class States {
    private States() {}

    /** Where what is remembered under a name is to be had. */
    interface Stores {
        <V> Store<V> of(Memory<V> memory);
    }

    static JudgeState judge(Ledger ledger, Stores stores) {
        return new JudgeState(
                ledger,
                stores.of(Memories.PRESENTED),
                stores.of(Memories.COVERAGE),
                stores.of(Memories.POSITIONS),
                stores.of(Memories.HABITS),
                stores.of(Memories.ISSUERS),
                stores.of(Memories.OUTAGES),
                stores.of(Memories.KEYS),
                stores.of(Memories.KEY_USES),
                stores.of(Memories.FALSE_POSITIVES),
                stores.of(Memories.SECRETS));
    }

    static WatchAccountsState accounts(Stores stores) {
        return new WatchAccountsState(
                stores.of(WatchMemories.RATES),
                stores.of(WatchMemories.POPULATION),
                stores.of(WatchMemories.EPISODES),
                stores.of(WatchMemories.KNOWN_ACCOUNTS),
                stores.of(WatchMemories.UNCERTAIN),
                stores.of(WatchMemories.ACCOUNTS_READ_TO));
    }

    static SourcesState sources(Stores stores) {
        return new SourcesState(stores.of(WatchMemories.SOURCES), stores.of(WatchMemories.BACKGROUND_RATE));
    }

    static GroupState group(Stores stores) {
        return new GroupState(
                stores.of(Memories.ALERTS),
                stores.of(Memories.BLOCKS),
                stores.of(Memories.QUOTAS),
                stores.of(Memories.READ_TO),
                stores.of(Memories.CONTRIBUTIONS),
                stores.of(Memories.DECISIONS),
                stores.of(Memories.HOLES),
                stores.of(Memories.CANARIES_AWAITED));
    }

    static IncidentState incidents(Stores stores) {
        return new IncidentState(
                stores.of(Memories.INCIDENTS),
                stores.of(Memories.INCIDENT_ALERTS),
                stores.of(Memories.INCIDENT_ACCUSED),
                stores.of(Memories.INCIDENT_TOKENS),
                stores.of(Memories.INCIDENT_MEMBERS),
                stores.of(Memories.INCIDENT_ACCOUNTS),
                stores.of(Memories.LIVE_TOKENS),
                stores.of(Memories.INCIDENT_DECISIONS),
                stores.of(Memories.KEY_BLOCKS));
    }
}
