package org.forgedtoken.detector.topology;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.forgedtoken.detector.alert.DeadLetter;
import org.forgedtoken.detector.alert.Finding;
import org.forgedtoken.detector.feed.AccountRecord;
import org.forgedtoken.detector.feed.AnalystAction;
import org.forgedtoken.detector.feed.Feed;
import org.forgedtoken.detector.coverage.PositionMark;
import org.forgedtoken.detector.metrics.Meters;
import org.forgedtoken.detector.reading.FeedFormat;
import org.forgedtoken.detector.reading.FeedFormats;
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
    /** What lies here when a process is killed is lost to WATCH: that of a quarter of a second. */
    private final Packs<AnonymousUse> anonymous;
    /** What is judged elsewhere, until {@link #endBatch}: there is no hook before a commit, and none may be open then. */
    private final Packs<TokenEvent.OfToken> elsewhere;

    private final FeedKeys keys;
    private final FeedFormats formats;
    /** What is judged in this task, until {@link #endBatch}. */
    private List<TokenEvent> here = new ArrayList<>();

    private @Nullable ConsumerRecord<byte[], byte[]> input;
    /** The time of its turn among the task's inputs, epoch ms: issuances have theirs ahead of their own time. */
    private long turn;

    ReadForwarder(
            ProcessorContext<String, Object> context,
            int partitions,
            FeedKeys keys,
            FeedFormats formats,
            Meters meters) {
        this.context = context;
        this.formats = formats;
        this.keys = keys;
        this.meters = meters;
        this.anonymous = new Packs<>(
                partitions,
                AnonymousUse::account,
                (partition, uses) -> forAccounts(Routing.MARK, new ForWatch.Anonymous(partition, uses)));
        this.elsewhere = new Packs<>(
                partitions,
                token -> token.key().text(),
                (partition, pack) -> send(pack.get(0).key().text(), pack));
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
    public void event(TokenEvent event) {
        if (!(event instanceof TokenEvent.OfToken token)) {
            elsewhere.flush();
            send(Routing.MARK, List.of(event));
        } else if (input != null && keys.isJudgedHere(token, input)) {
            here.add(event);
        } else {
            elsewhere.add(token);
        }
    }

    @Override
    public void oneOfSeveral(TokenEvent.OfToken event) {
        elsewhere.add(event);
    }

    private void send(String key, List<? extends TokenEvent> events) {
        Branch.READ_EVENTS.forward(context, key, Collections.unmodifiableList(events), hopTime());
    }

    /** Has all judged that was said so far; behind the last of the records that came together. */
    void endBatch() {
        elsewhere.flush();
        if (!here.isEmpty()) {
            List<TokenEvent> events = here;
            here = new ArrayList<>(events.size());
            Branch.READ_KEYED.forward(context, Routing.MARK, events);
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

    @Override
    public void finding(Finding finding) {
        found(Routing.of(finding.key()), new ForGroup.Found(finding, context.currentSystemTimeMs()));
    }

    @Override
    public void action(AnalystAction action) {
        found(Routing.MARK, new ForGroup.Decided(action));
        meters.action(MeterLabels.label(action.kind()), "accepted");
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
        String key = input == null ? null : formatOf(input, letter.feed()).keyOfRefused(input.key(), input.value());
        Write.Output output = Write.deadLetter(letter, key);
        Branch.READ_REJECTED.forward(context, output.key(), output);
        meters.deadLetter(letter.feed(), letter.reason());
        if (letter.feed().equals(Feed.ACTIONS.label())) {
            meters.action("unknown", "refused");
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
