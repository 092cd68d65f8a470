package org.forgedtoken.detector.alert;

import org.forgedtoken.detector.feed.AccessRecord;
import org.forgedtoken.detector.feed.Source;
import org.forgedtoken.detector.feed.TokenClaims;
import org.forgedtoken.detector.feed.TokenKey;
import org.forgedtoken.detector.rule.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * Uses that an incident counts: accesses alike in all but their times, each told with one of the alerts that it raised.
 * Texts are cut to {@link #MOST_CHARACTERS}: a longer one ends with its hash, so that it stays distinct.
 *
 * @param who what the accesses have in common
 * @param accesses how many
 * @param first event time of the first of them, epoch ms
 * @param last event time of the last of them, epoch ms
 */
public record Involved(Who who, long accesses, long first, long last) {
    private static final int MOST_CHARACTERS = 512;
    private static final int KEPT_CHARACTERS = 400;

    /**
     * Who used what, from where.
     *
     * @param token its key
     * @param account the token's own claim
     * @param source an address, or {@link Source#UNKNOWN}
     * @param endpoint a path template (see {@link PathTemplate}); null where the path was not logged
     * @param proof how far it proves the incident
     */
    public record Who(
            String token,
            String issuer,
            @Nullable String account,
            @Nullable String keyId,
            String source,
            @Nullable String endpoint,
            Verdict verdict,
            Proof proof) {
        public Who {
            token = bounded(token);
            issuer = bounded(issuer);
            account = account == null ? null : bounded(account);
            keyId = keyId == null ? null : bounded(keyId);
        }

        /** Who used this token, as far as the access tells. */
        public static Who of(TokenKey token, AccessRecord use, Verdict verdict, Proof proof) {
            TokenClaims claims = use.token();
            return new Who(
                    token.text(),
                    claims.issuer(),
                    claims.account(),
                    claims.keyId(),
                    Source.of(use.request().sourceIp()),
                    PathTemplate.of(use.request().path()),
                    verdict,
                    proof);
        }
    }

    /** Both together. */
    public Involved plus(Involved more) {
        return new Involved(who, accesses + more.accesses, Math.min(first, more.first), Math.max(last, more.last));
    }

    private static String bounded(String text) {
        return text.length() <= MOST_CHARACTERS ? text : text.substring(0, KEPT_CHARACTERS) + '#' + Uid.of(text);
    }
}
