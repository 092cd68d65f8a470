package org.forgedtoken.detector.judge;

import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.forgedtoken.detector.coverage.PositionMark;
import org.forgedtoken.detector.coverage.Positions;
import org.forgedtoken.detector.feed.AccessRecord;
import org.forgedtoken.detector.feed.Feed;
import org.forgedtoken.detector.feed.IssuanceRecord;
import org.forgedtoken.detector.feed.KeyRecord;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.feed.TokenKey;
import org.forgedtoken.detector.ledger.KeyHistory;
import org.forgedtoken.detector.rule.Verdict;
import org.forgedtoken.detector.settings.Catalogue;
import org.forgedtoken.detector.step.Emit;
import org.forgedtoken.detector.step.TokenEvent;
import org.jspecify.annotations.Nullable;

/**
 * Holds uses against what is known of their keys. A use with which something is wrong by what is known now waits until
 * accesses have been read past it by more than skew and grace, when every record that applies to it must have come, and
 * is told if it still is; so equal alerts come of every order of arrival. A good use leaves nothing behind but a place
 * among the recent ones. Not thread-safe.
 *
 * <p>What a crash may lose: of a key's waiting uses, but for the first, those since the last mark; the recent uses, and
 * so what a record within grace of the crash would have found in them; uses of keys of issuers that are not listed.
 */
final class KeyChecks {
    /** Of the tokens that may wait, so many can wait for a key's records: one in so many. */
    private static final int SHARE = 10;
    /** And of those, as many can be of issuers that the keys feed does not list. */
    private static final int UNHEARD_SHARE = 100;

    private static final int LEAST = 100;
    private static final int STRETCHES = 16;

    private final int partition;
    private final JudgePolicy policy;
    private final Positions positions;
    private final SigningKeys keys;
    private final KeyFindings findings;
    private final KeyQueue waiting;
    private final KeyQueue unheard;
    private final RecentKeyUses recent;

    KeyChecks(
            int partition,
            JudgePolicy policy,
            JudgeState state,
            SigningKeys keys,
            Positions positions,
            KeyIncidents incidents,
            Emit out) {
        this.partition = partition;
        this.policy = policy;
        this.positions = positions;
        this.keys = keys;
        this.findings = new KeyFindings(policy, keys, state.ledger(), incidents, out);
        int most = Math.max(LEAST, policy.settings().get(Catalogue.PENDING_MAX) / SHARE);
        long stretch = Math.max(1, policy.grace() / STRETCHES);
        this.waiting = new KeyQueue(most, stretch, state.keyUses());
        this.unheard = new KeyQueue(Math.max(LEAST, most / UNHEARD_SHARE), stretch, null);
        this.recent = new RecentKeyUses(policy.grace());
    }

    /** The keys feed says something of a key. */
    void changed(KeyRecord record) {
        boolean early = !positions.isHeard(Feed.KEYS);
        update(record.issuer(), record.keyId(), record.time(), history -> history.with(record, early));
    }

    /** The keys feed no longer lists a key; of an id that several issuers list nobody knows whose. */
    void gone(TokenEvent.KeyGone gone) {
        List<String> issuers = gone.issuer() == null ? keys.issuersOf(gone.keyId()) : List.of(gone.issuer());
        if (issuers.size() == 1) {
            update(issuers.get(0), gone.keyId(), gone.time(), history -> history.goneAt(gone.time()));
        }
    }

    /** The issuance feed says that a key was revoked. */
    void revoked(IssuanceRecord.KeyRevoked revoked) {
        update(revoked.issuer(), revoked.keyId(), revoked.time(), history -> history.revokedAt(revoked.time()));
    }

    /** A token was used, and perhaps names its key: whether that is listed has nothing to do with its verdict. */
    void presented(TokenKey token, AccessRecord access) {
        KeyUse use = policy.hasKeys() ? KeyUse.presented(token, access) : null;
        if (use != null && findings.isUnlisted(use)) {
            hold(use);
        }
    }

    /** A use has its verdict; null where it is passed over. */
    void judged(@Nullable KeyUse use) {
        if (use == null || !matter(use.issuer())) {
            return; // nothing can be wrong with it, now or later
        }
        if (isWrong(use)) {
            hold(use);
        } else if (isRecent(use.time())) {
            recent.add(RecentKeyUses.Recent.of(use));
        }
    }

    /** Whether nothing is wrong with an accepted use of a token that the ledger says was issued then (both epoch ms). */
    boolean isInOrder(String issuer, String keyId, long time, long issuedAt) {
        return !matter(issuer) || findings.isInOrder(issuer, keyId, time, issuedAt);
    }

    /** Whether a record that makes a use at this time (epoch ms) bad may still come. */
    boolean isRecent(long time) {
        return time > decidable();
    }

    /** Remembers a use that is in order, and recent; {@code whole} reads it. */
    void remember(String issuer, String keyId, long time, long issuedAt, Supplier<TokenEvent> whole) {
        if (matter(issuer)) {
            recent.add(new RecentKeyUses.Recent(issuer, keyId, time, issuedAt, true, () -> {
                TokenEvent.Used used = (TokenEvent.Used) whole.get();
                return new KeyUse(used.access(), used.key(), Verdict.ISSUED, keyId, issuedAt, 1, time, false);
            }));
        }
    }

    /** Whether anything can be wrong with a use of a key of this issuer. */
    boolean matter(String issuer) {
        return policy.hasKeys() || keys.hasAny(issuer);
    }

    /** A use has another verdict, since the ledger has its token after all; either is null where it is passed over. */
    void acquitted(@Nullable KeyUse accused, @Nullable KeyUse issued) {
        boolean told = accused != null
                && issued != null
                && !waiting.drop(accused)
                && !unheard.drop(accused)
                && findings.acquitted(accused, issued);
        if (!told) {
            judged(issued);
        }
    }

    /** Writes down what waits. */
    void writeDown() {
        waiting.writeDown();
    }

    /** Decides on at most so many keys; returns whether there may be more to do. */
    boolean work(int most) {
        long bound = decidable();
        for (int i = 0; i < most; i++) {
            WaitingKey due = waiting.take(bound);
            if (due == null) {
                due = unheard.take(bound);
            }
            if (due == null) {
                recent.forget(bound);
                return false;
            }
            findings.tell(due);
        }
        return true;
    }

    private void update(String issuer, String keyId, long time, UnaryOperator<KeyHistory> change) {
        KeyHistory before = keys.history(issuer, keyId);
        KeyHistory now = change.apply(before);
        if (now.equals(before)) {
            return;
        }
        keys.put(now);
        if (now.listedSince() != before.listedSince()) {
            unheard.takeAllOf(issuer).forEach(this::hold);
            if (now.listedSince() <= decidable()) {
                findings.listed(issuer, keyId, now.listedSince());
            }
        }
        if (!now.at(time).equals(before.at(time))) {
            recent.take(issuer, keyId, time, this::isWrong).forEach(this::hold);
        }
    }

    private boolean isWrong(KeyUse use) {
        return findings.isUnlisted(use) || findings.isSignedInVain(use);
    }

    /** Issuers that the feed does not list are named by whoever presents tokens: they must not take the place of others. */
    private void hold(KeyUse use) {
        boolean heard = Times.known(keys.listedSince(use.issuer())) || findings.isSignedInVain(use);
        if (!(heard ? waiting : unheard).add(use) && heard) {
            findings.overflow(partition, use);
        }
    }

    /** Up to which event time (epoch ms) uses can be decided on: no record that applies to them can still come. */
    private long decidable() {
        long access = positions.of(Feed.ACCESS);
        if (!Times.known(access) || (policy.hasKeys() && !positions.isHeardAnew(Feed.KEYS))) {
            return Long.MIN_VALUE;
        }
        return access == PositionMark.END ? access : access - policy.skew() - policy.grace() - 1;
    }
}
