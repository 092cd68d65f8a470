package org.forgedtoken.detector.group;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.forgedtoken.detector.alert.Involved;
import org.forgedtoken.detector.alert.Proof;
import org.forgedtoken.detector.rule.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * What an incident has to do with one account, by the tokens' own claims. Event times, epoch ms.
 *
 * @param known whether the account exists; null where nobody has said
 * @param last event time of the last use
 * @param rest of its line in {@code accounts.csv}, from the verdict on
 */
public record IncidentAccount(
        String incident,
        String issuer,
        String account,
        @Nullable Boolean known,
        long last,
        List<String> rest) {

    /** The same of an account of which somebody says that it exists. */
    public IncidentAccount knownToExist() {
        return new IncidentAccount(incident, issuer, account, true, last, rest);
    }

    /** What the uses of one account add up to. */
    static final class Sum {
        private final String issuer;
        private final String account;
        private final EnumSet<Verdict> verdicts = EnumSet.noneOf(Verdict.class);
        private final Set<String> tokens = new HashSet<>();
        private final Set<String> keys = new HashSet<>();
        private final Set<String> sources = new HashSet<>();
        private final Set<String> endpoints = new HashSet<>();
        private boolean verified;
        private long first = Long.MAX_VALUE;
        private long last = Long.MIN_VALUE;
        private long accesses;

        /** Of the account that this use names. */
        Sum(Involved.Who who) {
            this.issuer = who.issuer();
            this.account = String.valueOf(who.account());
        }

        boolean isOf(Involved.Who who) {
            return issuer.equals(who.issuer()) && account.equals(who.account());
        }

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

        IncidentAccount in(IncidentFile file) {
            List<String> rest = new ArrayList<>(List.of(
                    verdicts.stream().map(Enum::name).collect(Collectors.joining(" ")),
                    verified ? "verified" : "unverified",
                    Instant.ofEpochMilli(first).toString(),
                    Instant.ofEpochMilli(last).toString(),
                    Long.toString(accesses)));
            Stream.of(tokens, keys, sources, endpoints).forEach(all -> rest.add(Integer.toString(all.size())));
            return new IncidentAccount(file.uid(), issuer, account, file.isKnown(account), last, rest);
        }
    }
}
