package org.forgedtoken.detector.step;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.forgedtoken.detector.alert.Finding;
import org.forgedtoken.detector.coverage.CoverageMark;
import org.forgedtoken.detector.coverage.IssuerFacts;
import org.forgedtoken.detector.coverage.Lateness;
import org.forgedtoken.detector.coverage.PositionMark;
import org.forgedtoken.detector.coverage.Stretches.Stretch;
import org.forgedtoken.detector.feed.AccessRecord;
import org.forgedtoken.detector.feed.Feed;
import org.forgedtoken.detector.feed.IssuanceRecord.Issued;
import org.forgedtoken.detector.feed.KeyRecord;
import org.forgedtoken.detector.feed.Request;
import org.forgedtoken.detector.feed.Signature;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.feed.TokenClaims;
import org.forgedtoken.detector.feed.TokenKey;
import org.forgedtoken.detector.judge.CompactLedger;
import org.forgedtoken.detector.judge.Judge;
import org.forgedtoken.detector.judge.JudgePolicy;
import org.forgedtoken.detector.judge.JudgeState;
import org.forgedtoken.detector.judge.Ledger;
import org.forgedtoken.detector.ledger.IssuedToken;
import org.forgedtoken.detector.rule.Undetermined;
import org.forgedtoken.detector.rule.Verdict;
import org.forgedtoken.detector.settings.Settings;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What JUDGE writes down for an access of a token that was issued: nothing, as soon as revocations are known so far. */
class HonestAccessTest implements Counts {
    private static final String ISSUER = "https://idp";
    private static final long START = 1_800_000_000_000L;
    private static final int TOKENS = 50;
    private static final int USES = 20;

    private final Map<Verdict, Long> verdicts = new EnumMap<>(Verdict.class);
    private final List<Finding> findings = new ArrayList<>();
    private int writes;
    private final JudgeState state = JudgeState.of(new CountingLedger(), new Stores() {
        @Override
        public <V> Store<V> of(Memory<V> memory) {
            return new Counting<>();
        }
    });
    private Judge judge;

    @BeforeEach
    void tokensAreIssuedAndTheirKeyIsListed() {
        judge = new Judge(0, 1, policy(), state, new Said(findings::add), this);
        for (int i = 0; i < TOKENS; i++) {
            judge.accept(new TokenEvent.WasIssued(key(i), new Issued(START, claims(i))));
        }
        judge.accept(new TokenEvent.KeyChanged(new KeyRecord(
                START - 1, ISSUER, "k1", KeyRecord.State.ACTIVE, Times.UNKNOWN, Times.UNKNOWN, Times.UNKNOWN)));
        judge.accept(new TokenEvent.ReadTo(new PositionMark(Feed.KEYS, 0, 1, START)));
    }

    @Test
    void isWrittenDownNowhereOnceItsIssuersClaimsAreKnown() {
        covered(START);
        use(0, START);
        writes = 0;

        for (int i = 0; i < TOKENS * USES; i++) {
            use(i % TOKENS, START + i);
        }

        assertThat(writes).isZero();
        assertThat(verdicts).isEqualTo(Map.of(Verdict.ISSUED, 1L + TOKENS * USES));
        assertThat(findings).isEmpty();
    }

    /** A backlog at the first start: no partition was read to the end that it had, and so none has told its position. */
    @Test
    void isWrittenDownNowhereInABacklogThatAllPartitionsOfItsIssuerAreCoveredIn() {
        mark(0, 2, START);
        use(0, START);
        assertThat(writes).as("the other partition may hold a revocation").isPositive();
        mark(1, 2, START);
        use(1, START);
        writes = 0;

        for (int i = 1; i < TOKENS * USES; i++) {
            use(1 + i % (TOKENS - 1), START + i);
        }

        assertThat(writes).isZero();
        assertThat(findings).isEmpty();
    }

    /** What the last owner of the task was told and did not pass on, the next one finds. */
    @Test
    void howFarAccessesWereReadIsKnownAfterARestart() {
        assertThat(judge.accessReadTo()).isNull();
        PositionMark mark = new PositionMark(Feed.ACCESS, 0, 1, START + 7);
        judge.accept(new TokenEvent.ReadTo(mark));

        assertThat(new Judge(0, 1, policy(), state, new Said(findings::add), this).accessReadTo())
                .isEqualTo(judge.accessReadTo())
                .isEqualTo(mark);
    }

    private static JudgePolicy policy() {
        return new JudgePolicy(Settings.defaults(), Set.of(), true, true, 100);
    }

    private void mark(int partition, int partitions, long until) {
        IssuerFacts.Snapshot nothing = new IssuerFacts().snapshot();
        judge.accept(new TokenEvent.Covered(new CoverageMark(
                ISSUER,
                partition,
                partitions,
                List.of(new Stretch(START - 1, until)),
                60_000,
                0,
                Lateness.NONE,
                List.of(),
                true,
                nothing)));
    }

    private void covered(long until) {
        mark(0, 1, until);
        judge.accept(new TokenEvent.ReadTo(new PositionMark(Feed.ISSUANCE, 0, 1, until)));
        judge.accept(new TokenEvent.ReadTo(new PositionMark(Feed.ACCESS, 0, 1, until)));
        while (judge.work(100)) {
            // until nothing is due
        }
    }

    private void use(int token, long time) {
        Request request = new Request("192.0.2." + token, null, "GET", "/orders", 200, null);
        judge.accept(new TokenEvent.Used(
                key(token), new AccessRecord(time, claims(token), request, Signature.VALID, true, "access")));
    }

    private static TokenKey key(int token) {
        return TokenKey.ofId(ISSUER, "t" + token);
    }

    private static TokenClaims claims(int token) {
        return new TokenClaims(ISSUER, "t" + token, false, null, "a" + token, "web", "k1", START, START + 3_600_000);
    }

    @Override
    public void verdict(Verdict verdict, long accesses) {
        verdicts.merge(verdict, accesses, Long::sum);
    }

    @Override
    public void undetermined(TokenKey token, String issuer, Undetermined reason, long accesses) {
        verdict(Verdict.UNDETERMINED, accesses);
    }

    /** A ledger in memory that counts what is written. */
    private final class CountingLedger implements Ledger {
        private final Ledger entries = new CompactLedger();

        @Override
        public @Nullable IssuedToken get(TokenKey key) {
            return entries.get(key);
        }

        @Override
        public void put(TokenKey key, IssuedToken token) {
            writes++;
            entries.put(key, token);
        }

        @Override
        public void forEach(Consumer<IssuedToken> visitor) {
            entries.forEach(visitor);
        }

        @Override
        public void sweep(int limit, Predicate<IssuedToken> obsolete) {
            entries.sweep(limit, obsolete);
        }

        @Override
        public long size() {
            return entries.size();
        }
    }

    /** A store in memory that counts what is written. */
    private final class Counting<V> implements Store<V> {
        private final Store<V> entries = new MapStore<>();

        @Override
        public long size() {
            return entries.size();
        }

        @Override
        public @Nullable V get(String key) {
            return entries.get(key);
        }

        @Override
        public void put(String key, V value) {
            writes++;
            entries.put(key, value);
        }

        @Override
        public void remove(String key) {
            writes++;
            entries.remove(key);
        }

        @Override
        public void forEach(BiConsumer<String, V> visitor) {
            entries.forEach(visitor);
        }

        @Override
        public void sweep(int limit, BiPredicate<String, V> obsolete) {
            entries.sweep(limit, obsolete);
        }
    }
}
