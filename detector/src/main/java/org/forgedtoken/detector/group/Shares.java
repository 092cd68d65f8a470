package org.forgedtoken.detector.group;

import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.forgedtoken.detector.alert.Incident;
import org.forgedtoken.detector.alert.Incident.Listed;
import org.forgedtoken.detector.alert.StatusDetail;
import org.forgedtoken.detector.rule.Rule;
import org.forgedtoken.detector.rule.Severity;
import org.forgedtoken.detector.step.IncidentEvent;
import org.jspecify.annotations.Nullable;

/** What each alert counts for in its incident. Not thread-safe. */
interface Shares {
    /** Uses that an alert counts. */
    void counted(IncidentEvent.Counted event);

    /** An alert as it was written, and its incident. */
    void stands(IncidentEvent.Stands event, IncidentFile file);

    /** Nothing of the alert counts any more. */
    void left(IncidentEvent.Left event);

    /** All accounts of one incident, in the order of their names. */
    void eachAccount(IncidentFile file, Consumer<IncidentAccount> visitor);

    /**
     * How many tokens of an incident are accused, those taken back not among them.
     *
     * @param verified those of which a use with a good signature proves the incident
     * @param accepted and was accepted
     */
    record AccusedTokens(long standing, long verified, long accepted) {
        static final AccusedTokens NONE = new AccusedTokens(0, 0, 0);
        private static final int BITS = 20;
        private static final long ALL = (1L << BITS) - 1;

        /** Both together; or (negative {@code sign}) without the other. */
        AccusedTokens plus(AccusedTokens more, int sign) {
            return new AccusedTokens(
                    standing + sign * more.standing, verified + sign * more.verified, accepted + sign * more.accepted);
        }

        /** One alert on a token, by the ordinal of its {@link org.forgedtoken.detector.alert.Proof}. */
        static AccusedTokens ofAlert(long proof) {
            return new AccusedTokens(1, proof > 0 ? 1 : 0, proof > 1 ? 1 : 0);
        }

        /** One token, of which these are the alerts. */
        AccusedTokens one() {
            return new AccusedTokens(Math.min(1, standing), Math.min(1, verified), Math.min(1, accepted));
        }

        /** As one number: of a token there are few alerts; beyond so many it makes no difference. */
        long packed() {
            return Math.min(ALL, standing)
                    | (Math.min(ALL, verified) << BITS)
                    | (Math.min(ALL, accepted) << (2 * BITS));
        }

        static AccusedTokens unpacked(long packed) {
            return new AccusedTokens(packed & ALL, (packed >> BITS) & ALL, (packed >> (2 * BITS)) & ALL);
        }
    }

    /**
     * An alert of an incident, as it was last written.
     *
     * @param count accesses that the alert speaks of
     * @param fallen why it counts no longer, or that somebody expects it; null where it counts
     */
    public record ShareMemory(
            Rule rule,
            Severity severity,
            long count,
            long first,
            long last,
            @Nullable StatusDetail fallen) {

        static ShareMemory of(IncidentEvent.Stands alert) {
            return new ShareMemory(
                    alert.rule(), alert.severity(), alert.count(), alert.first(), alert.last(), alert.fallen());
        }

        ShareMemory fallen(StatusDetail reason) {
            return new ShareMemory(rule, severity, count, first, last, reason);
        }

        boolean isExpected() {
            return fallen == StatusDetail.ANALYST;
        }
    }

    /** Of some alerts of an incident: the worst, and the newest of them. Mutable. */
    static final class ListedAlerts {
        private static final Comparator<Listed> NEWEST_FIRST =
                Comparator.comparingLong(Listed::first).reversed().thenComparing(Listed::uid);

        private final TreeSet<Listed> newest = new TreeSet<>(NEWEST_FIRST);
        private Severity worst = Severity.LOW;

        /** @param again whether it may be among them already */
        void add(String uid, Shares.ShareMemory head, boolean again) {
            worst = head.severity().compareTo(worst) > 0 ? head.severity() : worst;
            if (again) {
                newest.removeIf(one -> one.uid().equals(uid));
            }
            newest.add(new Listed(uid, head.rule(), head.first(), head.last()));
            if (newest.size() > Incident.MOST_LISTED) {
                newest.pollLast();
            }
        }

        boolean isEmpty() {
            return newest.isEmpty();
        }

        List<Listed> newest() {
            return List.copyOf(newest);
        }

        Severity worst() {
            return worst;
        }
    }
}
