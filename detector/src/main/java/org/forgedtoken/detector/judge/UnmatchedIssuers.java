package org.forgedtoken.detector.judge;

import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.forgedtoken.detector.alert.VisibleText;
import org.forgedtoken.detector.rule.Undetermined;

/**
 * The issuers of both feeds side by side, as long as no token has had one that the issuance feed carries: they may be written
 * differently there, and then no token is ever judged. Not thread-safe.
 */
public final class UnmatchedIssuers {
    private static final int MOST = 5;
    private static final int MOST_BYTES = 200;

    private final Set<String> ofTokens = new TreeSet<>();
    private boolean matched;

    /** A token of this issuer was found undetermined. */
    public void undetermined(String issuer, Undetermined reason) {
        if (reason != Undetermined.ISSUER) {
            matched = true;
        } else if (ofTokens.size() < MOST) {
            ofTokens.add(issuer);
        }
    }

    /** A token was found in the ledger, or proved not to be there. */
    public void judged() {
        matched = true;
    }

    /** Whether there is nothing to be said, whatever the feed carries. */
    public boolean isSilent() {
        return matched || ofTokens.isEmpty();
    }

    /**
     * What is amiss, where no issuer is the same.
     *
     * @param carried by the issuance feed
     * @param own {@code access.issuer}, to which records belong that name none
     */
    public Optional<String> sentence(Collection<String> carried, String own) {
        if (isSilent() || carried.isEmpty()) {
            return Optional.empty();
        }
        String tokens = named(ofTokens);
        String set = carried.contains(own) && ofTokens.size() == 1
                ? "set access.issuer=" + VisibleText.cut(ofTokens.iterator().next(), MOST_BYTES)
                : "set access.issuer, or the issuer in the mappings, so that both say the same";
        return Optional.of("The issuance feed says " + named(carried) + ", the tokens say " + tokens
                + ", and no token was judged: " + set + '.');
    }

    private static String named(Collection<String> issuers) {
        return issuers.stream()
                .sorted()
                .limit(MOST)
                .map(issuer -> '`' + VisibleText.cut(issuer, MOST_BYTES) + '`')
                .collect(Collectors.joining(", "));
    }
}
