package org.forgedtoken.detector.judge;

import org.forgedtoken.detector.coverage.CoverageMark;
import org.forgedtoken.detector.coverage.PositionMark;
import org.forgedtoken.detector.ledger.KeyHistory;
import org.forgedtoken.detector.ledger.PresentedToken;
import org.forgedtoken.detector.rule.ClaimHabit;
import org.forgedtoken.detector.step.MapStore;
import org.forgedtoken.detector.step.Store;

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
    /** Nothing so far, in memory. */
    public static JudgeState empty() {
        return with(new MapStore<>());
    }

    /** Nothing so far, in memory but for the tokens that were presented. */
    public static JudgeState with(Store<PresentedToken> presented) {
        return new JudgeState(
                new CompactLedger(),
                presented,
                new MapStore<>(),
                new MapStore<>(),
                new MapStore<>(),
                new MapStore<>(),
                new MapStore<>(),
                new MapStore<>(),
                new MapStore<>(),
                new MapStore<>(),
                new MapStore<>());
    }
}
