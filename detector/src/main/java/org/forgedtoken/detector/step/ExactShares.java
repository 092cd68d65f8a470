package org.forgedtoken.detector.step;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.forgedtoken.detector.alert.Involved;
import org.forgedtoken.detector.alert.Membership;
import org.forgedtoken.detector.alert.Proof;
import org.forgedtoken.detector.rule.Rule;
import org.jspecify.annotations.Nullable;

/**
 * What the alerts of a replay count for. It is put aside until all has been read, and then folded into the incidents, one
 * alert after the other: of any number of alerts, uses and accounts nothing is held in memory but what they add up to. Not
 * thread-safe.
 */
final class ExactShares implements Shares {
    private final Store<ShareMemory> heads;
    private final Store<Involved> rows;
    private final Store<Involved> accounts;

    ExactShares(IncidentState state) {
        this.heads = state.shares();
        this.rows = state.rows();
        this.accounts = state.accountRows();
    }

    /** Whether somebody expects the alert shows at the end, by how it {@link #stands}. */
    @Override
    public void counted(IncidentEvent.Counted event) {
        ShareMemory head = heads.get(event.alert());
        if (head == null || ((event.proof() != Proof.NONE) && !head.verified())) {
            AlertShare share = share(event.alert(), event.rule(), head);
            share.in(share.head().incident(), (event.proof() != Proof.NONE));
            heads.put(event.alert(), share.head());
        }
        for (Involved one : event.involved()) {
            String name = event.alert() + '/' + name(one.who());
            Involved before = rows.get(name);
            rows.put(name, before == null ? one : before.plus(one));
        }
    }

    private static AlertShare share(String uid, Rule rule, @Nullable ShareMemory head) {
        return head == null ? new AlertShare(uid, rule) : new AlertShare(uid, head);
    }

    @Override
    public void left(IncidentEvent.Left event) {
        if (event.token() != null) {
            return;
        }
        List<String> names = new ArrayList<>();
        rows.forEach(event.alert() + '/', (name, row) -> names.add(name));
        names.forEach(rows::remove);
        heads.remove(event.alert());
    }

    /** The alert will not change any more. */
    @Override
    public void stands(IncidentEvent.Stands event, IncidentFile file) {
        AlertShare share = share(event.alert(), event.rule(), heads.get(event.alert()));
        share.written(event);
        int[] number = {0};
        rows.forEach(event.alert() + '/', (name, row) -> share.restore(number[0]++, row));
        file.fold(share);
        Membership incident = share.head().incident();
        if (incident != null && share.counts()) {
            for (AlertShare.Row row : share.rows()) {
                account(incident.incident().uid(), share.uid(), row.sum());
            }
        }
    }

    private void account(String incident, String alert, Involved row) {
        String account = row.who().account();
        if (account != null) {
            String name = incident + '|' + escaped(account) + escaped(row.who().issuer());
            accounts.put(name + alert + '/' + name(row.who()), row);
        }
    }

    @Override
    public void eachAccount(IncidentFile file, Consumer<IncidentAccount> visitor) {
        Gathering gathering = new Gathering(file, visitor);
        accounts.forEach(file.uid() + '|', (name, row) -> gathering.add(row));
        gathering.end();
    }

    /** A replay has nothing to come back to. */
    @Override
    public void save() {}

    /** One account at a time. */
    private static final class Gathering {
        private final IncidentFile file;
        private final Consumer<IncidentAccount> visitor;
        private String issuer = "";
        private @Nullable String account;
        private IncidentAccount.Sum sum = new IncidentAccount.Sum();

        Gathering(IncidentFile file, Consumer<IncidentAccount> visitor) {
            this.file = file;
            this.visitor = visitor;
        }

        void add(Involved row) {
            Involved.Who who = row.who();
            if (!who.issuer().equals(issuer) || !String.valueOf(who.account()).equals(account)) {
                end();
                issuer = who.issuer();
                account = who.account();
                sum = new IncidentAccount.Sum();
            }
            sum.add(row);
        }

        void end() {
            if (account != null) {
                visitor.accept(sum.of(file.uid(), issuer, account, file.isKnown(account)));
            }
        }
    }

    /** No name begins with another one. */
    private static String name(Involved.Who who) {
        StringBuilder name = new StringBuilder(256);
        for (String part : new @Nullable String[] {
            who.token(),
            who.issuer(),
            who.account(),
            who.keyId(),
            who.source(),
            who.endpoint(),
            who.verdict().name()
        }) {
            name.append(part == null ? -1 : part.length()).append(':').append(part == null ? "" : part);
        }
        return name.append(who.verified()).toString();
    }

    /** In an order as without it, and ended so that none begins another one. */
    private static String escaped(String text) {
        return text.replace("\0", "\0\1") + "\0\0";
    }
}
