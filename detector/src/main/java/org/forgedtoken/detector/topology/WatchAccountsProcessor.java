package org.forgedtoken.detector.topology;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.forgedtoken.detector.alert.Finding;
import org.forgedtoken.detector.step.IncidentEvent;
import org.forgedtoken.detector.step.LookAhead;
import org.forgedtoken.detector.step.UnknownUse;
import org.forgedtoken.detector.step.WatchAccounts;
import org.forgedtoken.detector.step.WatchAccountsPolicy;
import org.forgedtoken.detector.step.WatchAccountsState;
import org.forgedtoken.detector.topology.codec.ForGroup;
import org.forgedtoken.detector.topology.codec.ForWatch;
import org.jspecify.annotations.Nullable;

/** WATCH, for the accounts of one partition. */
final class WatchAccountsProcessor implements Processor<String, ForWatch, String, Object> {
    private static final Duration WAKE = Duration.ofMillis(100);
    private static final Duration KEEP = Duration.ofSeconds(1);
    private static final Duration WRITE = Duration.ofMinutes(1);
    private static final int SLICE = 5_000;
    /** Accounts written down in a second: some 400 KB, to disk and to the changelog. */
    private static final int WRITTEN = 1_000;

    private static final int SWEEP = 2_000;

    private final WatchAccountsPolicy policy;
    private final TaskMemory memory;

    private @Nullable Watching watching;

    /** @param memory what the tasks of this step share */
    WatchAccountsProcessor(WatchAccountsPolicy policy, TaskMemory memory) {
        this.policy = policy.within(memory);
        this.memory = memory;
    }

    @Override
    public void init(ProcessorContext<String, Object> context) {
        Watching opened = new Watching(context);
        context.schedule(WAKE, PunctuationType.WALL_CLOCK_TIME, opened::wake);
        context.schedule(KEEP, PunctuationType.WALL_CLOCK_TIME, now -> opened.keep());
        context.schedule(WRITE, PunctuationType.WALL_CLOCK_TIME, now -> opened.accounts.beginWriting());
        memory.join();
        watching = opened;
    }

    @Override
    public void process(Record<String, ForWatch> record) {
        if (watching != null) {
            watching.accept(record.value());
        }
    }

    @Override
    public void close() {
        if (watching != null) {
            watching.stores.forEach(StreamsStore::close);
            memory.leave();
            watching = null;
        }
    }

    /** One task's watching, from the state as it was restored. */
    private final class Watching {
        private final ProcessorContext<String, Object> context;
        private final List<StreamsStore<?>> stores = new ArrayList<>();
        private final PromptCommit commit;
        private final WatchAccounts accounts;

        Watching(ProcessorContext<String, Object> context) {
            this.context = context;
            this.commit = new PromptCommit(context);
            WatchAccountsState state = new WatchAccountsState(
                    open(WatchMemories.RATES),
                    open(WatchMemories.POPULATION),
                    open(WatchMemories.EPISODES),
                    open(WatchMemories.KNOWN_ACCOUNTS),
                    open(WatchMemories.UNCERTAIN),
                    open(WatchMemories.ACCOUNTS_READ_TO));
            this.accounts = new WatchAccounts(policy, state, this::found, this::unknown);
        }

        void accept(ForWatch message) {
            if (message instanceof ForWatch.Pack pack) {
                LookAhead.each(pack.accesses(), accounts::expect, accounts::seen);
            } else if (message instanceof ForWatch.Anonymous pack) {
                pack.uses().forEach(accounts::anonymous);
            } else if (message instanceof ForWatch.Listed listed) {
                accounts.account(listed.account());
            } else if (message instanceof ForWatch.ReadTo readTo) {
                accounts.readTo(readTo.mark());
            }
            commit.perhaps(context.currentSystemTimeMs());
        }

        void wake(long now) {
            accounts.work(SLICE);
            commit.perhaps(now);
        }

        void keep() {
            accounts.writeDown(WRITTEN);
            accounts.sweep(SWEEP);
        }

        private void found(Finding finding) {
            ForGroup found = new ForGroup.Found(finding, context.currentSystemTimeMs());
            Branch.ACCOUNTS_FOUND.forward(context, Routing.of(finding.key()), found);
            commit.want();
        }

        private void unknown(UnknownUse use) {
            Branch.ACCOUNTS_UNKNOWN.forward(context, use.source(), new ForWatch.Unknown(use));
            IncidentEvent.AccountKnown account = use.forIncident();
            if (account != null) {
                Branch.ACCOUNTS_FOUND.forward(context, account.incident(), new ForGroup.ForIncidents(account));
            }
            commit.want();
        }

        private <V> StreamsStore<V> open(Memory<V> memory) {
            StreamsStore<V> store = memory.open(context);
            stores.add(store);
            return store;
        }
    }
}
