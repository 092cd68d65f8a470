package org.forgedtoken.detector.topology;

import io.micrometer.core.instrument.Counter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.forgedtoken.detector.alert.DeadLetter;
import org.forgedtoken.detector.feed.Feed;
import org.forgedtoken.detector.feed.PlainUse;
import org.forgedtoken.detector.group.Write;
import org.forgedtoken.detector.metrics.Meter;
import org.forgedtoken.detector.metrics.Meters;
import org.forgedtoken.detector.reading.FeedFormat;
import org.forgedtoken.detector.reading.FeedFormats;
import org.forgedtoken.detector.reading.PlainFields;
import org.forgedtoken.detector.step.Channel;
import org.forgedtoken.detector.step.Counts;
import org.forgedtoken.detector.step.Emit;
import org.forgedtoken.detector.step.ForGroup;
import org.forgedtoken.detector.step.Outcome;
import org.forgedtoken.detector.step.TokenEvent;
import org.forgedtoken.detector.topology.codec.TokenEventsPack;
import org.jspecify.annotations.Nullable;

/**
 * What READ says, of records of which the key matters, too: where their tokens are judged, and how they are refused. Every
 * record that leaves is new: an input record's headers, where a token may stand, stay behind.
 */
final class ReadEmit implements Emit, Counts {
    private final ProcessorContext<String, Object> context;
    private final TaskEmit others;
    private final Meters meters;
    private final Map<Feed, Map<Outcome, Counter>> outcomes = new EnumMap<>(Feed.class);
    /** What is judged elsewhere, until {@link #endBatch}: there is no hook before a commit, and none may be open then. */
    private final TokenEventsPack[] elsewhere;

    private final FeedKeys keys;
    private final FeedFormats formats;
    /** What is judged in this task, until {@link #endBatch}. */
    private List<TokenEvent> here = new ArrayList<>();

    private @Nullable ConsumerRecord<byte[], byte[]> input;
    /** The time of its turn among the task's inputs, epoch ms: issuances have theirs ahead of their own time. */
    private long turn;

    /** @param others what needs no more than its channel */
    ReadEmit(
            ProcessorContext<String, Object> context,
            TaskEmit others,
            int partitions,
            FeedKeys keys,
            FeedFormats formats,
            Meters meters) {
        this.context = context;
        this.others = others;
        this.formats = formats;
        this.keys = keys;
        this.meters = meters;
        this.elsewhere = new TokenEventsPack[partitions];
        Arrays.setAll(elsewhere, i -> new TokenEventsPack());
    }

    /**
     * What is said from here on comes from this record.
     *
     * @param turn the time by which it was taken among the task's other inputs, epoch ms
     */
    void begin(ConsumerRecord<byte[], byte[]> record, long turn) {
        input = record;
        this.turn = turn;
    }

    @Override
    public <M> void to(Channel<M> channel, M message) {
        if (message instanceof TokenEvent event) {
            event(event, channel != Channel.TOKENS_OF_ONE_RECORD);
        } else if (message instanceof DeadLetter letter) {
            deadLetter(letter);
        } else {
            if (message instanceof ForGroup.Decided decided) {
                meters.count(Meter.ACTIONS, MeterLabels.label(decided.action().kind()), "accepted");
            }
            others.to(channel, message);
        }
    }

    private void event(TokenEvent event, boolean alone) {
        if (!(event instanceof TokenEvent.OfToken token)) {
            flush();
            send(Routing.MARK, event);
        } else if (alone && input != null && keys.isJudgedHere(token, input)) {
            here.add(event);
        } else {
            TokenEventsPack pack = elsewhere[Routing.partition(token.key().text(), elsewhere.length)];
            pack.add(token);
            sendIfFull(pack);
        }
    }

    /** A use that is written plainly in the record at this offset, and is judged elsewhere; its origin begins so. */
    void plain(PlainUse use, PlainFields written, byte[] origin, long offset) {
        TokenEventsPack pack = elsewhere[BuiltInPartitioner.partitionForKey(use.key(), elsewhere.length)];
        pack.add(use, written, origin, offset);
        sendIfFull(pack);
    }

    private void sendIfFull(TokenEventsPack pack) {
        if (pack.isFull()) {
            send(pack);
        }
    }

    private void flush() {
        for (TokenEventsPack pack : elsewhere) {
            send(pack);
        }
    }

    private void send(TokenEventsPack pack) {
        String key = pack.key();
        if (key != null) {
            send(key, pack.take());
        }
    }

    private void send(String key, TokenEvent event) {
        context.forward(new Record<>(key, List.of(event), hopTime()), Flow.READ_EVENTS);
    }

    /** Has this judged before it returns. */
    void judgeNow(TokenEvent event) {
        context.forward(new Record<>(Routing.MARK, List.of(event), context.currentSystemTimeMs()), Flow.READ_KEYED);
    }

    /** Has all judged that was said so far; behind the last of the records that came together. */
    void endBatch() {
        flush();
        if (!here.isEmpty()) {
            List<TokenEvent> events = here;
            here = new ArrayList<>(events.size());
            context.forward(new Record<>(Routing.MARK, events, context.currentSystemTimeMs()), Flow.READ_KEYED);
        }
    }

    /**
     * What the hop carries has the turn of what it speaks of where its reader is a task that reads the feeds too: dated by
     * the wall clock it would lie there until the last of a backlog was read, and a mark that is dated as the issuance before
     * it until accesses have come to that time, all of which would wait for it.
     */
    private long hopTime() {
        long now = context.currentSystemTimeMs();
        return keys.isAnyByToken() && input != null ? Math.min(now, Math.max(0, turn)) : now;
    }

    private void deadLetter(DeadLetter letter) {
        String key = input == null ? null : formatOf(input, letter.feed()).keyOfRefused(input.key(), input.value());
        context.forward(
                new Record<>(key, Write.deadLetter(letter, key), context.currentSystemTimeMs()), Flow.READ_REJECTED);
        meters.count(Meter.DEAD_LETTERS, letter.feed(), letter.reason());
        if (letter.feed().equals(Feed.ACTIONS.label())) {
            meters.count(Meter.ACTIONS, "unknown", "refused");
        }
    }

    private FeedFormat formatOf(ConsumerRecord<byte[], byte[]> record, String feed) {
        if (feed.equals(Feed.ACCESS.label())) {
            return formats.access();
        }
        return feed.equals(Feed.ISSUANCE.label()) && record.headers().lastHeader(Topics.BACKFILL) == null
                ? formats.issuance()
                : FeedFormat.NATIVE;
    }

    @Override
    public void outcome(Feed feed, Outcome outcome) {
        outcomes.computeIfAbsent(feed, f -> new EnumMap<>(Outcome.class))
                .computeIfAbsent(outcome, o -> meters.counter(Meter.RECORDS, feed.label(), o.label()))
                .increment();
    }

    @Override
    public void issuanceDelay(long millis) {
        meters.time(Meter.ISSUANCE_DELAY, Duration.ofMillis(millis));
    }
}
