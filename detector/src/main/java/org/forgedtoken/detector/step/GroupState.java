package org.forgedtoken.detector.step;

import org.forgedtoken.detector.alert.AlertState;
import org.forgedtoken.detector.ledger.PositionMark;

/**
 * All that GROUP remembers.
 *
 * @param alerts by uid
 * @param blocks by block key
 * @param quotas by rule and stretch of time: how many alerts were written singly
 * @param positions by judging task
 */
public record GroupState(
        Store<AlertState> alerts, Store<Block> blocks, Store<Long> quotas, Store<PositionMark> positions) {}
