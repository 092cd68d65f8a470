package org.forgedtoken.detector.judge;

import static org.forgedtoken.detector.step.Memory.Place.IN_MEMORY;
import static org.forgedtoken.detector.step.Memory.Place.ON_DISK;

import org.forgedtoken.detector.coverage.CoverageMark;
import org.forgedtoken.detector.coverage.PositionMark;
import org.forgedtoken.detector.ledger.KeyHistory;
import org.forgedtoken.detector.ledger.PresentedToken;
import org.forgedtoken.detector.rule.ClaimHabit;
import org.forgedtoken.detector.step.Memory;
import org.forgedtoken.detector.step.Store;
import org.forgedtoken.detector.step.Stores;

/**
 * All that JUDGE remembers.
 *
 * @param ledger what was issued and revoked
 * @param presented by token key
 * @param coverage by issuer and issuance partition
 * @param positions by feed and partition
 * @param habits by issuer and claim
 * @param issuers by issuer and habit: what its tokens that were used have taught
 * @param outages by issuer and issuance partition: since when, in event time, coverage stands still or is broken
 * @param keys by issuer and key id
 * @param keyUses by issuer and key id: uses that wait for the key's records
 * @param falsePositives by uid of what an analyst resolved as one: until when that holds, epoch ms
 * @param secrets by what they are for: no client must know them
 */
public record JudgeState(
        Ledger ledger,
        Store<PresentedToken> presented,
        Store<CoverageMark> coverage,
        Store<PositionMark> positions,
        Store<ClaimHabit> habits,
        Store<Long> issuers,
        Store<Long> outages,
        Store<KeyHistory> keys,
        Store<WaitingKey> keyUses,
        Store<Long> falsePositives,
        Store<Long> secrets) {
    public static final Memory<PresentedToken> PRESENTED =
            new Memory<>("judge-presented", "JUDGE", ON_DISK, PresentedToken.class);

    public static final Memory<CoverageMark> COVERAGE =
            new Memory<>("judge-coverage", "JUDGE", IN_MEMORY, CoverageMark.class);

    public static final Memory<PositionMark> POSITIONS =
            new Memory<>("judge-positions", "JUDGE", IN_MEMORY, PositionMark.class);

    public static final Memory<ClaimHabit> HABITS = new Memory<>("judge-habits", "JUDGE", IN_MEMORY, ClaimHabit.class);

    public static final Memory<Long> ISSUERS = new Memory<>("judge-issuers", "JUDGE", IN_MEMORY, Long.class);

    public static final Memory<Long> OUTAGES = new Memory<>("judge-outages", "JUDGE", IN_MEMORY, Long.class);

    public static final Memory<KeyHistory> KEYS = new Memory<>("judge-keys", "JUDGE", IN_MEMORY, KeyHistory.class);

    public static final Memory<WaitingKey> KEY_USES =
            new Memory<>("judge-key-uses", "JUDGE", IN_MEMORY, WaitingKey.class);

    public static final Memory<Long> FALSE_POSITIVES =
            new Memory<>("judge-false-positives", "JUDGE", IN_MEMORY, Long.class);

    public static final Memory<Long> SECRETS = new Memory<>("judge-secrets", "JUDGE", IN_MEMORY, Long.class);

    public static final Memory<Long> CANARIES = new Memory<>("judge-canaries", "JUDGE", IN_MEMORY, Long.class);

    public static final Memory<PresentedToken> CANARIES_WAITING =
            new Memory<>("judge-canaries-waiting", "JUDGE", IN_MEMORY, PresentedToken.class);

    /** Nothing so far, in memory. */
    public static JudgeState empty() {
        return of(new CompactLedger(), Stores.inMemory());
    }

    /** As it was left. */
    public static JudgeState of(Ledger ledger, Stores stores) {
        return new JudgeState(
                ledger,
                stores.of(PRESENTED),
                stores.of(COVERAGE),
                stores.of(POSITIONS),
                stores.of(HABITS),
                stores.of(ISSUERS),
                stores.of(OUTAGES),
                stores.of(KEYS),
                stores.of(KEY_USES),
                stores.of(FALSE_POSITIVES),
                stores.of(SECRETS));
    }
}
