package org.forgedtoken.detector.step;

import org.forgedtoken.detector.alert.Involved;

/**
 * All that must outlive a restart of incidents; what they work with they hold in memory.
 *
 * @param incidents by uid
 * @param shares what each alert counts for, by its uid
 * @param rows what each share is made of, by its uid and a number
 * @param accounts by incident and account: whether the account exists (1) or not (0)
 * @param live by issuer, key id and judging task
 * @param accountRows by incident, account and alert: what is told of accounts at the end of a replay
 * @param names by incident, kind and name: the members that a replay has counted, and the accesses of path templates for
 *     which there was no room in memory; of both there may be any number
 */
public record IncidentState(
        Store<IncidentMemory> incidents,
        Store<ShareMemory> shares,
        Store<Involved> rows,
        Store<Long> accounts,
        Store<IncidentEvent.LiveTokens> live,
        Store<Involved> accountRows,
        Store<Long> names) {

    /** Live, where nothing is told of accounts, and members go again. */
    public IncidentState(
            Store<IncidentMemory> incidents,
            Store<ShareMemory> shares,
            Store<Involved> rows,
            Store<Long> accounts,
            Store<IncidentEvent.LiveTokens> live) {
        this(incidents, shares, rows, accounts, live, new MapStore<>(), new MapStore<>());
    }

    /** For one run, after which nobody goes on. */
    public static IncidentState ofOneRun(
            Store<ShareMemory> shares, Store<Involved> rows, Store<Involved> accountRows, Store<Long> names) {
        return new IncidentState(new Unkept<>(), shares, rows, new Unkept<>(), new Unkept<>(), accountRows, names);
    }
}
