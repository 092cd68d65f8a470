package org.forgedtoken.detector.group;

import org.forgedtoken.detector.alert.AlertState;
import org.forgedtoken.detector.coverage.PositionMark;
import org.forgedtoken.detector.feed.AnalystAction;
import org.forgedtoken.detector.step.IncidentEvent;
import org.forgedtoken.detector.step.MapStore;
import org.forgedtoken.detector.step.Store;

/**
 * All that GROUP remembers.
 *
 * @param alerts by uid
 * @param blocks by block key
 * @param quotas by rule and stretch of time: how many alerts were written singly
 * @param positions by judging task
 * @param decisions on what does not stand yet
 * @param contributions by alert and token: what alerts on several tokens count
 * @param holes tokens that are missing because of a hole, by its alert
 * @param canaries when each was planted whose alert is awaited, by its uid
 * @param byFirstUse how the alerts stand, by first use and uid: filled at the end of a replay, in which there may be any number
 *     of alerts
 */
public record GroupState(
        Store<AlertState> alerts,
        Store<Block> blocks,
        Store<Long> quotas,
        Store<PositionMark> positions,
        Store<Contribution> contributions,
        Store<AnalystAction> decisions,
        Store<HoleTokens> holes,
        Store<Long> canaries,
        Store<IncidentEvent> byFirstUse) {

    /** Live, where incidents are told of alerts as they are written. */
    public GroupState(
            Store<AlertState> alerts,
            Store<Block> blocks,
            Store<Long> quotas,
            Store<PositionMark> positions,
            Store<Contribution> contributions,
            Store<AnalystAction> decisions,
            Store<HoleTokens> holes,
            Store<Long> canaries) {
        this(alerts, blocks, quotas, positions, contributions, decisions, holes, canaries, new MapStore<>());
    }

    /** For one run, after which nobody goes on. */
    public static GroupState ofOneRun(
            Store<AlertState> alerts,
            Store<Block> blocks,
            Store<Contribution> contributions,
            Store<IncidentEvent> byFirstUse) {
        return new GroupState(
                alerts,
                blocks,
                new MapStore<>(),
                new MapStore<>(),
                contributions,
                new MapStore<>(),
                new MapStore<>(),
                new MapStore<>(),
                byFirstUse);
    }
}
