package org.forgedtoken.detector.group;

import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import org.forgedtoken.detector.alert.Involved;
import org.forgedtoken.detector.alert.Proof;
import org.forgedtoken.detector.rule.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * What an incident has to do with one account, by the tokens' own claims. Event times, epoch ms.
 *
 * @param known whether the account exists; null where nobody has said
 * @param keys how many distinct keys the tokens name
 */
public record IncidentAccount(
        String incident,
        String issuer,
        String account,
        @Nullable Boolean known,
        Set<Verdict> verdicts,
        boolean verified,
        long first,
        long last,
        long accesses,
        int tokens,
        int keys,
        int sources,
        int endpoints) {

    /** The same of an account of which somebody says that it exists. */
    public IncidentAccount knownToExist() {
        return new IncidentAccount(
                incident, issuer, account, true, verdicts, verified, first, last, accesses, tokens, keys, sources,
                endpoints);
    }

    /** What the uses of one account add up to. */
    static final class Sum {
        private final EnumSet<Verdict> verdicts = EnumSet.noneOf(Verdict.class);
        private final Set<String> tokens = new HashSet<>();
        private final Set<String> keys = new HashSet<>();
        private final Set<String> sources = new HashSet<>();
        private final Set<String> endpoints = new HashSet<>();
        private boolean verified;
        private long first = Long.MAX_VALUE;
        private long last = Long.MIN_VALUE;
        private long accesses;

        void add(Involved uses) {
            Involved.Who who = uses.who();
            verdicts.add(who.verdict());
            tokens.add(who.token());
            sources.add(who.source());
            add(keys, who.keyId());
            add(endpoints, who.endpoint());
            verified |= who.proof() != Proof.NONE;
            first = Math.min(first, uses.first());
            last = Math.max(last, uses.last());
            accesses += uses.accesses();
        }

        private static void add(Collection<String> names, @Nullable String name) {
            if (name != null) {
                names.add(name);
            }
        }

        IncidentAccount of(String incident, String issuer, String account, @Nullable Boolean known) {
            return new IncidentAccount(
                    incident,
                    issuer,
                    account,
                    known,
                    verdicts,
                    verified,
                    first,
                    last,
                    accesses,
                    tokens.size(),
                    keys.size(),
                    sources.size(),
                    endpoints.size());
        }
    }
}
