package org.forgedtoken.detector.group;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.forgedtoken.detector.alert.Involved;
import org.forgedtoken.detector.step.IncidentEvent;
import org.forgedtoken.detector.step.Store;
import org.forgedtoken.detector.step.Stores;

/**
 * What the alerts of a replay count for. It is put aside until all has been read, and then folded into the incidents, one
 * alert after the other: of any number of alerts, uses and accounts nothing is held in memory but what they add up to. Not
 * thread-safe.
 */
final class ExactShares implements Shares {
    private final LiveShares shares;
    private final Store<Involved> rows;
    private final Store<Involved> accounts;

    /** @param shares count what stands */
    ExactShares(LiveShares shares, Stores stores) {
        this.shares = shares;
        this.rows = stores.of(IncidentState.ROWS);
        this.accounts = stores.of(IncidentState.ACCOUNT_ROWS);
    }

    /** Whether somebody expects the alert shows at the end, by how it {@link #stands}. */
    @Override
    public void counted(IncidentEvent.Counted event) {
        String place = place(event.alert(), event.incident().incident().uid());
        for (Involved one : event.involved()) {
            String name = place + name(one.who());
            Involved before = rows.get(name);
            rows.put(name, before == null ? one : before.plus(one));
        }
    }

    private static String place(String alert, String incident) {
        return alert + '/' + incident + '/';
    }

    @Override
    public void left(IncidentEvent.Left event) {
        List<String> names = new ArrayList<>();
        rows.forEach(event.alert() + '/', (name, row) -> {
            if (event.token() == null || row.who().token().equals(event.token())) {
                names.add(name);
            }
        });
        names.forEach(rows::remove);
    }

    /** The alert will not change any more. */
    @Override
    public void stands(IncidentEvent.Stands event, IncidentFile file) {
        shares.stands(event, file);
        if (event.fallen() == null) {
            rows.forEach(place(event.alert(), file.uid()), (name, row) -> {
                shares.count(event.alert(), file, row, false);
                account(file.uid(), event.alert(), row);
            });
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
        List<IncidentAccount.Sum> current = new ArrayList<>();
        accounts.forEach(file.uid() + '|', (name, row) -> {
            if (current.isEmpty() || !current.get(0).isOf(row.who())) {
                current.forEach(sum -> visitor.accept(sum.in(file)));
                current.clear();
                current.add(new IncidentAccount.Sum(row.who()));
            }
            current.get(0).add(row);
        });
        current.forEach(sum -> visitor.accept(sum.in(file)));
    }

    /** No name begins with another one. */
    private static String name(Involved.Who who) {
        return Stream.of(
                        who.token(),
                        who.issuer(),
                        who.account(),
                        who.keyId(),
                        who.source(),
                        who.endpoint(),
                        who.verdict().name(),
                        who.proof().name())
                .map(part -> part == null ? "-1:" : part.length() + ":" + part)
                .collect(Collectors.joining());
    }

    /** In an order as without it, and ended so that none begins another one. */
    private static String escaped(String text) {
        return text.replace("\0", "\0\1") + "\0\0";
    }
}
