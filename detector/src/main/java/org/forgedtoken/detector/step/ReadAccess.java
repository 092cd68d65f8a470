package org.forgedtoken.detector.step;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.forgedtoken.detector.alert.AlertKey;
import org.forgedtoken.detector.alert.Evidence;
import org.forgedtoken.detector.alert.Finding;
import org.forgedtoken.detector.alert.IncidentKey;
import org.forgedtoken.detector.alert.Involved;
import org.forgedtoken.detector.alert.Membership;
import org.forgedtoken.detector.alert.Proof;
import org.forgedtoken.detector.coverage.PositionMark;
import org.forgedtoken.detector.feed.AccessRecord;
import org.forgedtoken.detector.feed.CarriedIssuers;
import org.forgedtoken.detector.feed.Feed;
import org.forgedtoken.detector.feed.Signature;
import org.forgedtoken.detector.feed.Source;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.feed.TokenIdentity;
import org.forgedtoken.detector.feed.TokenKey;
import org.forgedtoken.detector.reading.AccessReader;
import org.forgedtoken.detector.reading.Reading;
import org.forgedtoken.detector.rule.Rule;
import org.forgedtoken.detector.rule.Verdict;
import org.jspecify.annotations.Nullable;

/** READ, for one partition of the access feed. Not thread-safe. */
public final class ReadAccess {
    /** Where a gateway ignores the key id, whoever has one key can write any name on it. */
    private static final int MOST_KEYS = 100;

    private final AccessReader reader;
    private final TokenIdentity identity;
    private final CarriedIssuers carried;
    private final Emit out;
    private final Counts counts;
    private final Set<IncidentKey> namedByUnreadable = new HashSet<>();
    private long newest;
    private long marked = Times.UNKNOWN;

    /** @param newest the newest event time read before, or {@link Times#UNKNOWN} */
    public ReadAccess(
            AccessReader reader, TokenIdentity identity, CarriedIssuers carried, long newest, Emit out, Counts counts) {
        this.reader = reader;
        this.identity = identity;
        this.carried = carried;
        this.newest = newest;
        this.out = out;
        this.counts = counts;
    }

    /** Takes in one record. */
    public void read(Origin origin, byte @Nullable [] value, long wallClock) {
        take(origin, reader.read(value, origin.text(), wallClock));
    }

    /** One that was counted as the use of a token, as JUDGE takes any; nothing is told of it again. */
    public TokenEvent again(Origin origin, byte @Nullable [] value, long wallClock) {
        return used((Reading.Access) reader.read(value, origin.text(), wallClock));
    }

    /** Takes in one record that was read already: whoever merges feeds by time has to look at a record first. */
    public void take(Origin origin, Reading reading) {
        if (reading instanceof Reading.Plain plain) {
            String issuer = plain.use().issuer();
            if (carried.judgedAs(issuer).equals(issuer)) {
                passed(plain.time());
                out.to(
                        Channel.TOKEN_EVENTS,
                        new TokenEvent.PlainUsed(
                                plain.use(),
                                () -> used((Reading.Access) plain.whole().get())));
            } else {
                take(origin, plain.whole().get());
            }
        } else if (reading instanceof Reading.Access ok) {
            passed(ok.access().time());
            tokens(ok);
        } else if (reading instanceof Reading.Anonymous anonymous) {
            passed(anonymous.time());
            counts.outcome(Feed.ACCESS, Outcome.ANONYMOUS);
            if (anonymous.account() != null && anonymous.accepted()) {
                out.to(Channel.WATCH_ACCOUNTS, new AnonymousUse(anonymous.account(), anonymous.time()));
            }
        } else if (reading instanceof Reading.Skipped) {
            counts.outcome(Feed.ACCESS, Outcome.SKIPPED);
        } else if (reading instanceof Reading.Rejected rejected) {
            rejected(origin, rejected);
        }
    }

    /** Tells every judging task how far this partition was read, if it was read on since. */
    public void mark(int partition, int partitions) {
        if (newest != marked) {
            marked = newest;
            out.to(
                    Channel.TOKEN_EVENTS,
                    new TokenEvent.ReadTo(new PositionMark(Feed.ACCESS, partition, partitions, newest)));
        }
    }

    /** The newest event time read, or {@link Times#UNKNOWN}. */
    public long newest() {
        return newest;
    }

    private void tokens(Reading.Access read) {
        read.unreadable().forEach(access -> finding(Rule.TOKEN_UNREADABLE, access, ofKey(access)));
        if (!read.access().isJudged()) {
            counts.outcome(Feed.ACCESS, Outcome.REFUSED);
        } else if (read.further().isEmpty()) {
            out.to(Channel.TOKEN_EVENTS, used(read.access()));
        } else {
            out.to(Channel.TOKENS_OF_ONE_RECORD, used(read.access()));
            read.further().forEach(access -> out.to(Channel.TOKENS_OF_ONE_RECORD, used(access)));
        }
    }

    private TokenEvent.Used used(Reading.Access read) {
        return used(read.access());
    }

    private TokenEvent.Used used(AccessRecord read) {
        AccessRecord access = carried.judged(read);
        if (access.signature() == Signature.INVALID) {
            finding(Rule.TOKEN_SIGNATURE_INVALID, access, null);
        }
        TokenKey key = identity.keyOf(access.token());
        return new TokenEvent.Used(key == null ? TokenKey.ofWhatIsStated(access.token()) : key, access);
    }

    private void rejected(Origin origin, Reading.Rejected rejected) {
        out.to(Channel.DEAD_LETTERS, origin.deadLetter(Feed.ACCESS, rejected.reason(), rejected.excerpt()));
        counts.outcome(Feed.ACCESS, Outcome.DEAD_LETTER);
        if (rejected.accepted() != null) {
            finding(Rule.TOKEN_UNREADABLE, rejected.accepted(), ofKey(rejected.accepted()));
        }
    }

    private void finding(Rule rule, AccessRecord access, @Nullable IncidentKey incident) {
        AlertKey key =
                new AlertKey(rule, TokenKey.encode(Source.of(access.request().sourceIp())));
        Evidence evidence = new Evidence(access, null, null, null, List.of(), new TreeMap<>());
        long verifiedAt = access.signature() == Signature.VALID ? access.time() : Times.UNKNOWN;
        out.finding(new Finding.Use(
                key,
                new TreeMap<>(Map.of(access.time(), 1L)),
                access.time(),
                verifiedAt,
                evidence,
                null,
                incident == null ? null : new Membership(incident, access.time()),
                incident == null ? List.of() : List.of(involved(access)),
                Map.of()));
    }

    /** That of its key, where the signature is known good; nothing is proved by a token on which readers may differ. */
    private @Nullable IncidentKey ofKey(AccessRecord access) {
        if (access.signature() != Signature.VALID) {
            return null;
        }
        String issuer = access.token().issuer();
        String keyId = access.token().keyId();
        IncidentKey own = keyId == null ? new IncidentKey.OfSomeKey(issuer) : new IncidentKey.OfKey(issuer, keyId);
        boolean room = namedByUnreadable.contains(own) || namedByUnreadable.size() < MOST_KEYS;
        if (room) {
            namedByUnreadable.add(own);
        }
        return room ? own : new IncidentKey.OfSomeKey("");
    }

    private static Involved involved(AccessRecord access) {
        TokenKey token = TokenKey.ofWhatIsStated(access.token());
        Involved.Who who = Involved.Who.of(token, access, Verdict.UNDETERMINED, Proof.NONE);
        return new Involved(who, 1, access.time(), access.time());
    }

    /** The feed was read up to this event time. */
    public void passed(long time) {
        newest = Times.known(newest) ? Math.max(newest, time) : time;
    }
}
