package org.forgedtoken.detector.step;

import java.util.List;
import java.util.function.Function;
import org.forgedtoken.detector.alert.AlertKey;
import org.forgedtoken.detector.alert.DeadLetter;
import org.forgedtoken.detector.alert.Finding;
import org.forgedtoken.detector.alert.IncidentKey;
import org.jspecify.annotations.Nullable;

/**
 * What a stage takes in, and where each message of it goes. There is one object a channel, and everything that carries
 * messages goes by it.
 *
 * @param <M> the messages
 */
public final class Channel<M> {
    /** The records of both feeds by token, and watermarks for every judging task. */
    public static final Channel<TokenEvent> TOKEN_EVENTS = new Channel<>(
            "JUDGE",
            event -> event instanceof TokenEvent.OfToken token ? token.key().text() : null);

    /** The same of one of several tokens of a record, which lies by one of them at most. */
    public static final Channel<TokenEvent> TOKENS_OF_ONE_RECORD =
            new Channel<>(TOKEN_EVENTS.stage, TOKEN_EVENTS.routing);

    /** Judged accesses and what is known of accounts, by account. */
    public static final Channel<ForWatch> WATCH_ACCOUNTS = new Channel<>("WATCH-ACCOUNTS", ForWatch::account);

    /** Judged accesses, and those of accounts that do not exist, by source. */
    public static final Channel<ForWatch> WATCH_SOURCES = new Channel<>("WATCH-SOURCES", ForWatch::source);

    /** What was found, by alert. */
    public static final Channel<ForGroup> FINDINGS = new Channel<>("GROUP", Channel::alert);

    /** What incidents are made of; all in one task, since alerts move from one incident to another. */
    public static final Channel<IncidentEvent> INCIDENT_EVENTS = new Channel<>("INCIDENTS", event -> "incidents");

    /** What goes out, in the task that says it. */
    public static final Channel<ForWrite> OUTPUT = new Channel<>("WRITE", ForWrite::key);

    /** What could not be read. */
    public static final Channel<DeadLetter> DEAD_LETTERS = new Channel<>("dead letters", DeadLetter::feed);

    /** Access records of the detector's own, back into the feed. */
    public static final Channel<Canary> CANARIES =
            new Channel<>("READ", canary -> canary.key().text());

    /** All of them, in the order of the flow. */
    public static final List<Channel<?>> ALL = List.of(
            TOKEN_EVENTS,
            TOKENS_OF_ONE_RECORD,
            WATCH_ACCOUNTS,
            WATCH_SOURCES,
            FINDINGS,
            INCIDENT_EVENTS,
            OUTPUT,
            DEAD_LETTERS,
            CANARIES);

    private final String stage;
    private final Function<M, @Nullable String> routing;

    private Channel(String stage, Function<M, @Nullable String> routing) {
        this.stage = stage;
        this.routing = routing;
    }

    /** The stage that takes it in, by its name in the topology. */
    public String stage() {
        return stage;
    }

    /** By what the message's task is found; null: it goes to every task. */
    public @Nullable String key(M message) {
        return routing.apply(message);
    }

    @Override
    public String toString() {
        return "to " + stage;
    }

    /** All findings of one alert meet in one task, and so do all of a rule whose alerts are counted. */
    private static @Nullable String alert(ForGroup message) {
        if (message instanceof ForGroup.Found found) {
            if (found.finding() instanceof Finding.Planted planted) {
                return planted.uid();
            }
            AlertKey key = found.finding().key();
            return Quotas.isCapped(key.rule()) ? key.rule().id() : key.uid();
        }
        if (message instanceof ForGroup.ForIncidents known) {
            if (known.event() instanceof IncidentEvent.LiveTokens tokens) {
                return new IncidentKey.OfKey(tokens.issuer(), tokens.keyId()).uid();
            }
            return known.event() instanceof IncidentEvent.AccountKnown account ? account.incident() : "incidents";
        }
        return null;
    }
}
