package org.forgedtoken.detector.judge;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.forgedtoken.detector.alert.AlertKey;
import org.forgedtoken.detector.alert.Finding;
import org.forgedtoken.detector.coverage.Coverage;
import org.forgedtoken.detector.coverage.IssuerFacts;
import org.forgedtoken.detector.feed.IdentityKind;
import org.forgedtoken.detector.feed.TokenKey;
import org.forgedtoken.detector.ledger.PresentedToken;
import org.forgedtoken.detector.ocsf.CanaryJson;
import org.forgedtoken.detector.rule.Rule;
import org.forgedtoken.detector.settings.Catalogue;
import org.forgedtoken.detector.step.Canary;
import org.forgedtoken.detector.step.Channel;
import org.forgedtoken.detector.step.Counts;
import org.forgedtoken.detector.step.Emit;
import org.forgedtoken.detector.step.ForGroup;
import org.forgedtoken.detector.step.MapStore;
import org.forgedtoken.detector.step.Pace;
import org.forgedtoken.detector.step.Stage;
import org.forgedtoken.detector.step.Store;
import org.forgedtoken.detector.step.TokenEvent;
import org.jspecify.annotations.Nullable;

/**
 * JUDGE's canaries: forged tokens of its own that a task puts into the access feed, to see whether they are found. The
 * tasks take turns by the wall clock, so that one of them plants at each interval, and each in its time: whichever task
 * is ill is found out. A canary is known by the uid of the alert that it should raise, a hash of its secret id, and by
 * the time of its one use: whoever learns the id from the access feed and uses it again is no canary. It is judged with
 * the ledger, the coverage and the rules of all others, by a judge of its own that counts nothing. Not thread-safe.
 */
public final class Canaries implements Stage<TokenEvent> {
    private static final String SLOT = "slot";
    private static final long REMEMBERED = 7L * 86_400_000;

    private final long interval;
    private final int partition;
    private final int partitions;
    private final Store<Long> planted;
    private final Judge others;
    private final Predicate<TokenKey> isMine;
    private final BiFunction<String, Long, String> ids;
    private final Pace plants = new Pace(1_000);
    private final Emit out;
    private final Map<Long, String> uids = new HashMap<>();
    private final Coverage coverage = new Coverage();
    private final Judge judge;

    /**
     * Takes up the state as it was left.
     *
     * @param state the task's; its ledger is asked, the rest is copied
     * @param planted when each was planted, by uid, and the number of the last interval
     * @param others judges what is no canary's
     * @param isMine whether a token of this key is judged by this task
     * @param ids the next id, 64 hex digits that nobody can guess, of a token of this issuer that is used at this time
     * @param waiting canaries before the judge, by token key
     */
    public Canaries(
            int partition,
            int partitions,
            JudgePolicy policy,
            JudgeState state,
            Store<Long> planted,
            Store<PresentedToken> waiting,
            Judge others,
            Predicate<TokenKey> isMine,
            BiFunction<String, Long, String> ids,
            Emit out) {
        this.interval = policy.settings().millis(Catalogue.CANARY_INTERVAL);
        this.partition = partition;
        this.partitions = partitions;
        this.planted = planted;
        this.others = others;
        this.isMine = isMine;
        this.ids = ids;
        this.out = out;
        planted.forEach((uid, time) -> {
            if (!uid.equals(SLOT)) {
                uids.put(time, uid);
            }
        });
        state.coverage().forEach((name, mark) -> coverage.apply(mark));
        JudgeState own = new JudgeState(
                state.ledger(),
                waiting,
                copy(state.coverage()),
                copy(state.positions()),
                new MapStore<>(),
                new MapStore<>(),
                new MapStore<>(),
                new MapStore<>(),
                new MapStore<>(),
                new MapStore<>(),
                new MapStore<>());
        // the number of no task: the feeds are watched by another judge
        this.judge = new Judge(-1, partitions, policy, own, new Told(out), Counts.NONE);
    }

    @Override
    public void accept(List<? extends TokenEvent> batch) {
        List<TokenEvent> rest = new ArrayList<>(batch.size());
        for (TokenEvent event : batch) {
            if (!isOfCanary(event)) {
                rest.add(event);
            }
        }
        others.accept(rest);
    }

    @Override
    public boolean work(int budget) {
        boolean more = others.work(budget);
        return judge.work(budget) || more;
    }

    @Override
    public void tick(long wallClock) {
        others.tick(wallClock);
        if (plants.isDue(wallClock)) {
            plant(wallClock);
        }
    }

    @Override
    public void sweep(int limit) {
        others.sweep(limit);
    }

    /** Takes in an event; returns whether it is of a canary, and nobody else's. */
    private boolean isOfCanary(TokenEvent event) {
        if (event instanceof TokenEvent.Used used) {
            if (!isPlanted(used)) {
                return false;
            }
            judge.accept(event);
            return true;
        }
        if (event instanceof TokenEvent.Plain plain) {
            plain.take(use -> uids.containsKey(use.time()), this::isOfCanary);
        } else if (event instanceof TokenEvent.Covered covered) {
            coverage.apply(covered.mark());
            judge.accept(event);
        } else if (event instanceof TokenEvent.ReadTo) {
            judge.accept(event);
        }
        return false;
    }

    /** Plants one, where it is this task's turn and an issuer is known whose tokens it could be one of. */
    public void plant(long now) {
        Long last = planted.get(SLOT);
        long slot = Math.floorDiv(now, interval);
        if (Math.floorMod(slot, (long) partitions) != partition || (last != null && last >= slot)) {
            return;
        }
        String issuer = mostAlive();
        IdentityKind form = issuer == null ? null : form(issuer);
        if (issuer == null || form == null) {
            return;
        }
        planted.put(SLOT, slot);
        forget(now - REMEMBERED);
        plant(issuer, form, now);
    }

    private void plant(String issuer, IdentityKind form, long now) {
        String id = ids.apply(issuer, now);
        while (!isMine.test(key(issuer, form, id))) {
            id = ids.apply(issuer, now);
        }
        TokenKey key = key(issuer, form, id);
        String uid = uid(key);
        uids.put(now, uid);
        planted.put(uid, now);
        out.finding(new Finding.Planted(uid, now));
        out.to(Channel.CANARIES, new Canary(key, CanaryJson.bytes(issuer, form, id, now)));
    }

    private boolean isPlanted(TokenEvent.Used used) {
        long time = used.access().time();
        String uid = uids.get(time);
        if (uid == null || !uid.equals(uid(used.key()))) {
            return false;
        }
        uids.remove(time);
        planted.remove(uid);
        return true;
    }

    /** Of all issuers that of which the feed was heard last: of the others the feed may say nothing for days. */
    private @Nullable String mostAlive() {
        String newest = null;
        for (String issuer : coverage.issuers()) {
            long frontier = coverage.frontier(issuer);
            if (frontier > Long.MIN_VALUE && (newest == null || frontier > coverage.frontier(newest))) {
                newest = issuer;
            }
        }
        return newest;
    }

    /** By what the issuer's tokens are known; null where by nothing that could be made up. */
    private @Nullable IdentityKind form(String issuer) {
        IssuerFacts facts = coverage.facts(issuer);
        if (facts.isKeyedBy(IdentityKind.ID, Long.MAX_VALUE)) {
            return IdentityKind.ID;
        }
        return facts.isKeyedBy(IdentityKind.DIGEST, Long.MAX_VALUE) ? IdentityKind.DIGEST : null;
    }

    private static TokenKey key(String issuer, IdentityKind form, String id) {
        return form == IdentityKind.DIGEST ? TokenKey.ofDigest(id) : TokenKey.ofId(issuer, id);
    }

    private static String uid(TokenKey key) {
        return new AlertKey(Rule.TOKEN_NEVER_ISSUED, key.text()).uid();
    }

    private void forget(long before) {
        uids.entrySet().removeIf(entry -> {
            boolean old = entry.getKey() < before;
            if (old) {
                planted.remove(entry.getValue());
            }
            return old;
        });
    }

    private static <V> Store<V> copy(Store<V> store) {
        Store<V> copy = new MapStore<>();
        store.forEach(copy::put);
        return copy;
    }

    /** What GROUP is told of canaries: that they are found, and nothing that blocks, or belongs to an incident. */
    private record Told(Emit group) implements Emit {
        @Override
        public <M> void to(Channel<M> channel, M message) {
            if (message instanceof ForGroup.Found found
                    && found.finding() instanceof Finding.Use use
                    && use.key().rule() == Rule.TOKEN_NEVER_ISSUED) {
                group.finding(new Finding.Use(
                        use.key(),
                        use.uses(),
                        use.horizon(),
                        use.verifiedAt(),
                        use.evidence().ofCanary(),
                        null));
            }
        }
    }
}
