package org.forgedtoken.detector.runtime;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.KeyQueryMetadata;
import org.apache.kafka.streams.state.HostInfo;
import org.forgedtoken.detector.feed.CarriedIssuers;
import org.forgedtoken.detector.feed.TokenClaims;
import org.forgedtoken.detector.feed.TokenIdentity;
import org.forgedtoken.detector.feed.TokenKey;
import org.forgedtoken.detector.judge.Decide;
import org.forgedtoken.detector.judge.Decision;
import org.forgedtoken.detector.judge.JudgePolicy;
import org.forgedtoken.detector.judge.JudgeState;
import org.forgedtoken.detector.mapping.MappedFormat;
import org.forgedtoken.detector.metrics.Meter;
import org.forgedtoken.detector.metrics.Meters;
import org.forgedtoken.detector.reading.AuthorizationReader;
import org.forgedtoken.detector.reading.AuthorizationReader.Presented;
import org.forgedtoken.detector.settings.Catalogue;
import org.forgedtoken.detector.settings.Settings;
import org.forgedtoken.detector.step.BlockList;
import org.forgedtoken.detector.topology.Queries;
import org.forgedtoken.detector.topology.codec.Codec;
import org.forgedtoken.detector.topology.codec.RecordCodec;
import org.forgedtoken.detector.web.DecisionPage;
import org.jspecify.annotations.Nullable;

/**
 * What gateways are answered: by the instance whose task judges the token, which is this one or is asked by this one. What
 * that instance is asked about is what the token says, never the token.
 */
final class Decisions implements DecisionPage.Decider {
    private static final Codec<TokenClaims> CLAIMS = new RecordCodec<>(TokenClaims.class);
    private static final long FRESH_NANOS = 250_000_000;

    private final AuthorizationReader reader;
    private final TokenIdentity identity;
    private final CarriedIssuers carried;
    private final HostInfo self;
    private final Queries queries;
    private final JudgePolicy policy;
    private final BooleanSupplier caughtUp;
    /** By partition: what the tasks here decide from, with a coverage that is a quarter of a second old at most. */
    private final Map<Integer, Made> made = new ConcurrentHashMap<>();

    private final Peers peers;
    private final Meters meters;
    private final boolean unreadableMayPass;
    private final Decision unavailable;

    /**
     * @param self under which address this instance is known to the others
     * @param caughtUp whether both feeds have been read to the ends that they had at the start
     */
    Decisions(Settings settings, HostInfo self, Queries queries, BooleanSupplier caughtUp, Peers peers, Meters meters) {
        this.reader = new AuthorizationReader(settings);
        this.identity = settings.identity();
        this.carried = new CarriedIssuers(settings.issuerUnlessSet());
        this.self = self;
        this.queries = queries;
        Set<String> kinds = MappedFormat.ofFeeds(settings).issuance().kinds();
        this.policy = new JudgePolicy(settings, kinds, false, false, 0);
        this.caughtUp = caughtUp;
        this.peers = peers;
        this.meters = meters;
        this.unreadableMayPass = !settings.get(Catalogue.DECISION_UNREADABLE_CLOSED);
        this.unavailable = new Decision(!settings.get(Catalogue.DECISION_FAIL_CLOSED), "state-unavailable");
    }

    @Override
    public Decision decide(List<String> authorization) {
        long begun = System.nanoTime();
        Decision strictest = strictest(reader.read(authorization));
        meters.time(Meter.DECISION, Duration.ofNanos(System.nanoTime() - begun));
        return strictest;
    }

    /** A gateway may wait for a quarter of a second: nothing is asked of others for a request that is refused anyway. */
    private Decision strictest(List<Presented> all) {
        Decision strictest = Decision.NO_TOKEN;
        List<Presented> unreadableFirst = all.stream()
                .sorted(Comparator.comparing(presented -> presented instanceof Presented.Token))
                .toList();
        for (Presented presented : unreadableFirst) {
            Decision one = presented instanceof Presented.Token token ? decide(judged(token.claims())) : unreadable();
            if (!one.allowed()) {
                return one;
            }
            strictest = doubt(one) > doubt(strictest) ? one : strictest;
        }
        return strictest;
    }

    @Override
    public @Nullable Decision asOwner(byte[] question) {
        try {
            TokenClaims token = judged(CLAIMS.value(question));
            TokenKey key = keyOf(token);
            KeyQueryMetadata owner = queries.ownerOf(key);
            return owner.equals(KeyQueryMetadata.NOT_AVAILABLE) ? null : here(owner.partition(), key, token);
        } catch (KafkaException | IllegalStateException | UncheckedIOException e) {
            return null;
        }
    }

    /** Of several tokens that may pass, the one of which the least is known counts. */
    private static int doubt(Decision allowed) {
        return switch (allowed.reason()) {
            case "no-token" -> 0;
            case "token-unreadable", "state-unavailable" -> 3;
            case "undetermined" -> 2;
            default -> 1;
        };
    }

    /** Whose key it is under nobody can tell: while somebody else has any key, it may be that one. */
    private Decision unreadable() {
        if (!unreadableMayPass) {
            return Decision.UNREADABLE;
        }
        try {
            return queries.blocks().compromisedIssuers().isEmpty()
                    ? new Decision(true, Decision.UNREADABLE.reason())
                    : Decision.UNREADABLE;
        } catch (KafkaException | IllegalStateException e) {
            return unavailable;
        }
    }

    private Decision decide(TokenClaims token) {
        TokenKey key = keyOf(token);
        Decision decision = null;
        try {
            KeyQueryMetadata owner = queries.ownerOf(key);
            if (owner.activeHost().equals(self)) {
                decision = here(owner.partition(), key, token);
            } else if (!owner.activeHost().equals(HostInfo.unavailable())) {
                decision = peers.ask(owner.activeHost(), CLAIMS.bytes(token));
            }
        } catch (KafkaException | IllegalStateException e) {
            // The state is on its way from one instance to another, or is being restored.
        }
        return decision == null ? unavailable : decision;
    }

    private @Nullable Decision here(int partition, TokenKey key, TokenClaims token) {
        return judge(partition).of(key, token, System.currentTimeMillis());
    }

    /** As READ does: a token that spells a carried issuer otherwise is judged as one of that. */
    private TokenClaims judged(TokenClaims token) {
        String issuer = carried.judgedAs(token.issuer());
        return issuer.equals(token.issuer()) ? token : token.of(issuer);
    }

    private TokenKey keyOf(TokenClaims token) {
        TokenKey key = identity.keyOf(token);
        return key == null ? TokenKey.ofWhatIsStated(token) : key;
    }

    private record Made(Decide decide, long at) {
        boolean isFresh() {
            return System.nanoTime() - at < FRESH_NANOS;
        }
    }

    /**
     * Decides from what the task of this partition knows.
     *
     * @throws org.apache.kafka.streams.errors.InvalidStateStoreException where it does not run here, or still restores
     */
    private Decide judge(int partition) {
        Made known = made.get(partition);
        if (known == null || !known.isFresh()) {
            known = made.compute(partition, (p, old) -> old != null && old.isFresh() ? old : make(p));
        }
        return known.decide();
    }

    private Made make(int partition) {
        long at = System.nanoTime();
        boolean whole = caughtUp.getAsBoolean();
        BlockList blocks = queries.blocks();
        JudgeState state = queries.judge(partition);
        state.coverage().forEach((name, mark) -> carried.add(mark.issuer()));
        return new Made(new Decide(policy, state, blocks, whole), at);
    }
}
