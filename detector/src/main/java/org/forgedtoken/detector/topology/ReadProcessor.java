package org.forgedtoken.detector.topology;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.forgedtoken.detector.coverage.Hole;
import org.forgedtoken.detector.coverage.MaxSilence;
import org.forgedtoken.detector.feed.CarriedIssuers;
import org.forgedtoken.detector.feed.Feed;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.metrics.Meters;
import org.forgedtoken.detector.reading.AccessReader;
import org.forgedtoken.detector.reading.ActionReader;
import org.forgedtoken.detector.reading.FeedFormat;
import org.forgedtoken.detector.reading.FeedFormats;
import org.forgedtoken.detector.reading.IssuanceReader;
import org.forgedtoken.detector.reading.ListReader;
import org.forgedtoken.detector.reading.PlainAccessReader;
import org.forgedtoken.detector.reading.signature.SignatureCheck;
import org.forgedtoken.detector.settings.Catalogue;
import org.forgedtoken.detector.settings.Durations;
import org.forgedtoken.detector.settings.Settings;
import org.forgedtoken.detector.step.FastLane;
import org.forgedtoken.detector.step.Origin;
import org.forgedtoken.detector.step.ReadAccess;
import org.forgedtoken.detector.step.ReadAccounts;
import org.forgedtoken.detector.step.ReadActions;
import org.forgedtoken.detector.step.ReadIssuance;
import org.forgedtoken.detector.step.ReadKeys;
import org.forgedtoken.detector.topology.store.StreamsStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * READ, for the partitions of one number of all feeds. Marks are put behind the records that they speak for by the same
 * task, and so by the same producer. The clock only wakes it: what a mark says comes from records alone.
 */
final class ReadProcessor implements Processor<byte[], byte[], String, Object> {
    private static final Logger LOG = LoggerFactory.getLogger(ReadProcessor.class);

    private static final Duration WAKE = Duration.ofMillis(100);
    /** Milliseconds between marks, and as often as it wakes where records are no older than {@link #LIVE}. */
    private static final long MARKS = 250;
    /** How often it is said how far the issuance feed has been read, be it new or not, ms: a task that has moved waits for it. */
    private static final long SAY_AGAIN = 10_000;
    /** Milliseconds: someone waits for what younger records say, and so a mark is committed at once. */
    private static final long LIVE = 10_000;

    private final Settings settings;
    private final int tasks;
    private final Topics topics;
    private final Inputs inputs;
    private final FeedFormats formats;
    private final SignatureCheck signatures;
    private final CarriedIssuers carried;
    private final Meters meters;

    private @Nullable Reading reading;

    ReadProcessor(
            Settings settings,
            int tasks,
            Topics topics,
            Inputs inputs,
            FeedFormats formats,
            SignatureCheck signatures,
            CarriedIssuers carried,
            Meters meters) {
        this.settings = settings;
        this.tasks = tasks;
        this.topics = topics;
        this.inputs = inputs;
        this.formats = formats;
        this.signatures = signatures;
        this.carried = carried;
        this.meters = meters;
    }

    @Override
    public void init(ProcessorContext<String, Object> context) {
        Reading opened = new Reading(context);
        context.schedule(WAKE, PunctuationType.WALL_CLOCK_TIME, opened::wake);
        reading = opened;
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        if (reading != null) {
            reading.take(record);
        }
    }

    @Override
    public void close() {
        if (reading != null) {
            meters.coverageLag().forget(reading.name);
            reading = null;
        }
    }

    /** Said once a start: a first forgery is no alert for minutes. */
    static String coverageBegins(Settings settings, long firstVerdict, long now) {
        Duration wait = settings.get(Catalogue.LEDGER_GRACE).plus(settings.get(Catalogue.CLOCK_SKEW));
        String first = firstVerdict <= now
                ? "."
                : ", so the first verdict comes at about "
                        + Instant.ofEpochMilli(firstVerdict).truncatedTo(ChronoUnit.SECONDS)
                        + ". Tokens issued before now are undetermined until a backfill.";
        return "Coverage begins: a token is called never issued " + Durations.format(wait)
                + " after its first use (ledger.grace + clock.skew)" + first;
    }

    /** One task's reading, from the state as it was restored. */
    private final class Reading {
        private final ProcessorContext<String, Object> context;
        private final int partition;
        private final String name;
        private final FeedJournal journal;
        private final ReadAccess access;
        /** Null where accesses take the hop, or are not native. */
        private final @Nullable FastLane<ConsumerRecord<byte[], byte[]>> lane;
        /** Null where they do not, or are not native. */
        private final @Nullable HopLane hop;

        private final ReadIssuance issuance;
        private final ReadKeys keys;
        private final ReadAccounts accounts;
        private final ReadActions actions;
        private final TaskEmit others;
        private final ReadEmit out;
        private final PromptCommit commit;
        /** Null where the issuance topic has fewer partitions than others. */
        private final @Nullable CatchUp catchUp;
        /** Null where there is no such partition of the keys topic. */
        private final @Nullable CatchUp keysCatchUp;
        /** Null where there is no such partition of the accounts topic. */
        private final @Nullable CatchUp accountsCatchUp;

        private long marked = Long.MIN_VALUE / 2;
        private long saidAgain = Long.MIN_VALUE / 2;
        private long newest = Long.MIN_VALUE;

        Reading(ProcessorContext<String, Object> context) {
            this.context = context;
            this.partition = context.taskId().partition();
            this.name = "issuance-" + partition;
            this.commit = new PromptCommit(context);
            this.others = Flow.ofRead(context, tasks);
            this.out = new ReadEmit(context, others, tasks, FeedKeys.of(settings, tasks), formats, meters);
            this.journal = new FeedJournal(
                    StreamsStore.open(Memories.FEEDS, context),
                    settings.millis(Catalogue.LEDGER_GRACE),
                    settings.millis(Catalogue.CLOCK_SKEW),
                    MaxSilence.of(settings.get(Catalogue.LEDGER_MAX_SILENCE)));
            this.access = new ReadAccess(
                    new AccessReader(settings, signatures, formats.access()),
                    settings.identity(),
                    carried,
                    journal.accessReadTo(),
                    out,
                    out);
            boolean isNative = formats.access().equals(FeedFormat.NATIVE);
            boolean isJudgedHere = settings.get(Catalogue.ACCESS_KEYED);
            this.hop = isNative && !isJudgedHere
                    ? new HopLane(
                            new PlainAccessReader(settings, carried),
                            access,
                            out,
                            topics.access().name() + '-' + partition + '-')
                    : null;
            this.lane = isNative && isJudgedHere
                    ? new FastLane<>(
                            ConsumerRecord::key,
                            ConsumerRecord::value,
                            new PlainAccessReader(settings, carried),
                            access,
                            (record, now) -> access.again(origin(record), record.value(), now),
                            out::judgeNow)
                    : null;
            this.issuance = new ReadIssuance(
                    new IssuanceReader(settings, formats.issuance()),
                    settings.identity(),
                    carried,
                    journal.timeline(),
                    journal,
                    out,
                    out);
            this.keys = new ReadKeys(ListReader.ofKeys(settings), journal, out, out);
            this.accounts = new ReadAccounts(ListReader.ofAccounts(settings), out, out);
            this.actions = new ReadActions(new ActionReader(settings), out, out);
            this.catchUp = catchUp(topics.issuance());
            this.keysCatchUp = catchUp(topics.keys());
            this.accountsCatchUp = catchUp(topics.accounts());
            if (accountsCatchUp != null) {
                journal.start(Feed.ACCOUNTS, accountsCatchUp.end());
            }
        }

        private @Nullable CatchUp catchUp(Topic<?, ?> topic) {
            return inputs.exists(topic.name()) && partition < inputs.partitions(topic.name())
                    ? new CatchUp(inputs, topic.name(), partition, context.currentSystemTimeMs())
                    : null;
        }

        void take(Record<byte[], byte[]> taken) {
            long now = context.currentSystemTimeMs();
            List<ConsumerRecord<byte[], byte[]>> records =
                    FeedBatch.of(taken, context.recordMetadata().orElseThrow());
            Consumer<ConsumerRecord<byte[], byte[]>> ordinary = record -> read(record, taken.timestamp(), now);
            boolean isAccess = records.get(0).topic().equals(topics.access().name());
            records.forEach(record -> newest = Math.max(newest, record.timestamp()));
            if (isAccess && hop != null) {
                hop.take(records, taken.timestamp(), now, ordinary);
            } else {
                (isAccess && lane != null ? lane.others(records, now) : records).forEach(ordinary);
            }
            journal.endBatch();
            out.endBatch();
        }

        private void read(ConsumerRecord<byte[], byte[]> record, long turn, long now) {
            String topic = record.topic();
            Origin origin = origin(record);
            out.begin(record, turn);
            if (topic.equals(topics.access().name())) {
                access.read(origin, record.value(), now);
            } else if (topic.equals(topics.keys().name())) {
                journal.reading(Feed.KEYS, record.offset());
                if (keysCatchUp != null) {
                    keysCatchUp.read(record.offset(), now);
                }
                keys.read(origin, record.key(), record.value(), record.timestamp(), now);
            } else if (topic.equals(topics.actions().name())) {
                actions.read(origin, record.key(), record.value(), now);
            } else if (topic.equals(topics.accounts().name())) {
                journal.reading(Feed.ACCOUNTS, record.offset());
                if (accountsCatchUp != null) {
                    accountsCatchUp.read(record.offset(), now);
                }
                boolean wasThere = record.offset() < journal.firstEnd(Feed.ACCOUNTS);
                accounts.read(origin, record.key(), record.value(), record.timestamp(), now, wasThere);
            } else {
                issuance(origin, record, now);
            }
        }

        private static Origin origin(ConsumerRecord<byte[], byte[]> record) {
            return Origin.ofTopic(record.topic(), record.partition(), record.offset());
        }

        private void issuance(Origin origin, ConsumerRecord<byte[], byte[]> record, long now) {
            long lost = lostBefore(record);
            if (lost != 0) {
                issuance.lost(lost);
            }
            journal.reading(record.offset());
            if (catchUp != null) {
                catchUp.read(record.offset(), now);
            }
            if (record.headers().lastHeader(Topics.BACKFILL) == null) {
                issuance.read(origin, record.value(), now);
            } else {
                issuance.backfilled(origin, record.value(), now);
            }
        }

        /**
         * How many offsets before this one were never read: none but where the log begins behind the last one, since those of
         * transaction markers are missing as a matter of course. Of a topic that was made anew nobody knows.
         */
        private long lostBefore(ConsumerRecord<byte[], byte[]> at) {
            long last = journal.offset();
            if (last == FeedJournal.NONE || at.offset() == last + 1) {
                return 0;
            }
            return at.offset() <= last
                    ? Hole.UNBOUNDED
                    : Math.max(0, inputs.logStart(at.topic(), at.partition()) - last - 1);
        }

        void wake(long now) {
            boolean isLive = newest > now - LIVE;
            newest = Long.MIN_VALUE;
            if (isLive || now - marked >= MARKS) {
                marked = now;
                if (now - saidAgain >= SAY_AGAIN) {
                    saidAgain = now;
                    issuance.sayAgain();
                    keys.sayAgain();
                }
                mark();
            }
            if (isLive) {
                commit.want();
            }
            commit.perhaps(now);
        }

        private void mark() {
            access.mark(partition, inputs.partitions(topics.access().name()));
            if (catchUp != null) {
                boolean caughtUp = catchUp.isDone(journal.offset(), context.currentSystemTimeMs());
                issuance.mark(partition, inputs.partitions(topics.issuance().name()), caughtUp);
            }
            if (keysCatchUp != null) {
                boolean caughtUp = keysCatchUp.isDone(journal.offset(Feed.KEYS), context.currentSystemTimeMs());
                keys.mark(partition, inputs.partitions(topics.keys().name()), caughtUp);
            }
            if (accountsCatchUp != null) {
                boolean caughtUp = accountsCatchUp.isDone(journal.offset(Feed.ACCOUNTS), context.currentSystemTimeMs());
                accounts.mark(partition, inputs.partitions(topics.accounts().name()), caughtUp);
            }
            others.flush(context.currentSystemTimeMs());
            journal.writeDown(access.newest());
            long frontier = journal.timeline().leastFrontier();
            if (Times.known(frontier) && meters.coverageLag().reached(name, frontier)) {
                long first = journal.timeline().firstVerdict();
                LOG.info("{}", coverageBegins(settings, first, context.currentSystemTimeMs()));
            }
        }
    }
}
