package org.forgedtoken.detector.group;

import org.forgedtoken.detector.alert.Involved;
import org.forgedtoken.detector.feed.AnalystAction;
import org.forgedtoken.detector.step.IncidentEvent;
import org.forgedtoken.detector.step.MapStore;
import org.forgedtoken.detector.step.Store;
import org.forgedtoken.detector.step.Unkept;

/**
 * All that must outlive a restart of incidents.
 *
 * @param incidents by uid
 * @param shares how each alert was last written, by its uid and the incident's
 * @param accused how far a use proves the incident, by alert, token and incident
 * @param tokens how many alerts accuse it, by incident and token
 * @param names by incident, kind and name: the members that were counted, and in a replay the accesses of path templates for
 *     which there was no room in memory
 * @param accounts by incident and account: whether the account exists (1) or not (0)
 * @param live by issuer, key id and judging task
 * @param decisions on what does not stand yet
 * @param blocks of keys, by block key; may hold other entries too
 * @param rows what each alert of a replay counts for
 * @param accountRows by incident, account and alert: what is told of accounts at the end of a replay
 */
public record IncidentState(
        Store<IncidentMemory> incidents,
        Store<ShareMemory> shares,
        Store<Long> accused,
        Store<Long> tokens,
        Store<Long> names,
        Store<Long> accounts,
        Store<IncidentEvent.LiveTokens> live,
        Store<AnalystAction> decisions,
        Store<Block> blocks,
        Store<Involved> rows,
        Store<Involved> accountRows) {

    /** Live, where nothing is told of accounts. */
    public IncidentState(
            Store<IncidentMemory> incidents,
            Store<ShareMemory> shares,
            Store<Long> accused,
            Store<Long> tokens,
            Store<Long> names,
            Store<Long> accounts,
            Store<IncidentEvent.LiveTokens> live,
            Store<AnalystAction> decisions,
            Store<Block> blocks) {
        this(
                incidents,
                shares,
                accused,
                tokens,
                names,
                accounts,
                live,
                decisions,
                blocks,
                new MapStore<>(),
                new MapStore<>());
    }

    /** For one run, after which nobody goes on. */
    public static IncidentState ofOneRun(
            Store<Block> blocks,
            Store<Involved> rows,
            Store<Involved> accountRows,
            Store<Long> tokens,
            Store<Long> names) {
        return new IncidentState(
                new Unkept<>(),
                new Unkept<>(),
                new Unkept<>(),
                tokens,
                names,
                new Unkept<>(),
                new Unkept<>(),
                new MapStore<>(),
                blocks,
                rows,
                accountRows);
    }
}
