package org.forgedtoken.detector.topology;

import java.time.Duration;
import java.util.List;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.forgedtoken.detector.alert.DeadLetter;
import org.forgedtoken.detector.alert.Finding;
import org.forgedtoken.detector.feed.AccountRecord;
import org.forgedtoken.detector.feed.AnalystAction;
import org.forgedtoken.detector.feed.Feed;
import org.forgedtoken.detector.ledger.PositionMark;
import org.forgedtoken.detector.metrics.Meters;
import org.forgedtoken.detector.reading.Excerpt;
import org.forgedtoken.detector.step.AnonymousUse;
import org.forgedtoken.detector.step.FromRead;
import org.forgedtoken.detector.step.Outcome;
import org.forgedtoken.detector.step.TokenEvent;
import org.forgedtoken.detector.step.Write;
import org.forgedtoken.detector.topology.codec.ForGroup;
import org.forgedtoken.detector.topology.codec.ForWatch;
import org.jspecify.annotations.Nullable;

/**
 * Forwards what READ says. Every record that leaves is new: an input record's headers, where a token may stand, stay
 * behind.
 */
final class ReadForwarder implements FromRead {
    private final ProcessorContext<String, Object> context;
    private final Meters meters;
    private final WatchPacks<AnonymousUse> anonymous;
    private final FeedKeys keys;
    private byte @Nullable [] inputKey;
    private @Nullable RecordMetadata at;
    private long inputTime;

    ReadForwarder(ProcessorContext<String, Object> context, int partitions, FeedKeys keys, Meters meters) {
        this.context = context;
        this.keys = keys;
        this.meters = meters;
        this.anonymous = new WatchPacks<>(
                partitions,
                AnonymousUse::account,
                (partition, uses) -> forAccounts(Routing.MARK, new ForWatch.Anonymous(partition, uses)));
    }

    /** What is said from here on comes from this record. */
    void begin(Record<byte[], byte[]> record, RecordMetadata at) {
        inputKey = record.key();
        inputTime = record.timestamp();
        this.at = at;
    }

    @Override
    public void event(TokenEvent event) {
        if (!(event instanceof TokenEvent.OfToken token)) {
            Branch.READ_EVENTS.forward(context, Routing.MARK, List.of(event), hopTime());
        } else if (at != null && keys.isJudgedHere(token, inputKey, at)) {
            Branch.READ_KEYED.forward(context, token.key().text(), List.of(event));
        } else {
            Branch.READ_EVENTS.forward(context, token.key().text(), List.of(event), hopTime());
        }
    }

    /**
     * What the hop carries is as old as what it speaks of where its reader is a task that reads the feeds too: dated by the
     * wall clock it would lie there until the last of a backlog was read.
     */
    private long hopTime() {
        long now = context.currentSystemTimeMs();
        return keys.isAnyByToken() ? Math.min(now, inputTime) : now;
    }

    @Override
    public void finding(Finding finding) {
        found(Routing.of(finding.key()), new ForGroup.Found(finding, context.currentSystemTimeMs()));
    }

    @Override
    public void action(AnalystAction action) {
        found(Routing.MARK, new ForGroup.Decided(action));
    }

    @Override
    public void anonymous(AnonymousUse use) {
        anonymous.add(use);
    }

    @Override
    public void account(AccountRecord account) {
        forAccounts(account.accountId(), new ForWatch.Listed(account));
    }

    @Override
    public void accountsReadTo(PositionMark mark) {
        forAccounts(Routing.MARK, new ForWatch.ReadTo(mark));
    }

    /** Sends what has been collected. */
    void flush() {
        anonymous.flush();
    }

    @Override
    public void deadLetter(DeadLetter letter) {
        Write.Output output = Write.deadLetter(letter, inputKey == null ? null : Excerpt.of(inputKey));
        Branch.READ_REJECTED.forward(context, output.key(), output);
        meters.deadLetter(letter.feed(), letter.reason());
    }

    @Override
    public void outcome(Feed feed, Outcome outcome) {
        meters.record(feed.label(), outcome.label());
    }

    @Override
    public void issuanceDelay(long millis) {
        meters.issuanceDelay(Duration.ofMillis(millis));
    }

    private void found(String key, ForGroup message) {
        Branch.READ_FOUND.forward(context, key, message);
    }

    private void forAccounts(String key, ForWatch message) {
        Branch.READ_FOR_ACCOUNTS.forward(context, key, message);
    }
}
