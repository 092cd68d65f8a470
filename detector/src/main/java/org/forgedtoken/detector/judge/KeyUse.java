package org.forgedtoken.detector.judge;

import java.util.Comparator;
import org.forgedtoken.detector.feed.AccessRecord;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.feed.TokenKey;
import org.forgedtoken.detector.ledger.IssuedToken.Statement;
import org.forgedtoken.detector.rule.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * An accepted or verified use of a token, from the point of view of the key that signed it.
 *
 * @param verdict null before there is one
 * @param keyId the token's own, else the ledger's
 * @param issuedAt epoch ms: the ledger's, else the token's own, but no later than its use, or {@link Times#UNKNOWN}
 * @param accesses how many it stands for
 * @param knownAt event time, epoch ms, as of when it is asked which keys are known, for the incident it belongs to
 * @param counted whether the incident has been told of it already
 */
public record KeyUse(
        AccessRecord access,
        TokenKey token,
        @Nullable Verdict verdict,
        String keyId,
        long issuedAt,
        long accesses,
        long knownAt,
        boolean counted) {

    static final Comparator<KeyUse> ORDER = Comparator.comparing(KeyUse::access, AccessRecord.BY_USE)
            .thenComparing(KeyUse::verdict, Comparator.nullsFirst(Comparator.naturalOrder()));

    /** A token was used that names its key; null where the rules on keys do not look at the use. */
    static @Nullable KeyUse presented(TokenKey token, AccessRecord access) {
        String keyId = access.token().keyId();
        return keyId == null || isPassedOver(access)
                ? null
                : new KeyUse(access, token, null, keyId, Times.UNKNOWN, 1, access.time(), false);
    }

    /** A use has its verdict; null where the rules on keys do not look at the use. */
    static @Nullable KeyUse judged(
            TokenKey token,
            AccessRecord access,
            Verdict verdict,
            @Nullable Statement ledger,
            long accesses,
            long knownAt,
            boolean counted) {
        String own = access.token().keyId();
        String keyId = own != null || ledger == null ? own : ledger.claims().keyId();
        // no key signs what was used before: a token that claims a later time says nothing of its key
        long issuedAt = ledger == null ? Math.min(access.token().issuedAt(), access.time()) : ledger.issuedAt();
        return keyId == null || isPassedOver(access)
                ? null
                : new KeyUse(access, token, verdict, keyId, issuedAt, accesses, knownAt, counted);
    }

    private static boolean isPassedOver(AccessRecord access) {
        return Cases.isSilent(access);
    }

    long time() {
        return access.time();
    }

    String issuer() {
        return access.token().issuer();
    }

    /** How an alert on several tokens names this one. */
    String content() {
        return Gathered.content(token, access);
    }

    /** Whether the ledger has the token. */
    boolean isIssued() {
        return verdict == Verdict.ISSUED;
    }

    /**
     * How many accesses count where the key is not listed: where the token names it that was asked before the verdict, and
     * what the verdict adds is the incident.
     */
    long countedAsUnlisted() {
        return verdict == null || access.token().keyId() == null ? accesses : 0;
    }

    /** The same, issued at another time by what is known now. */
    KeyUse issuedAt(long time) {
        return new KeyUse(access, token, verdict, keyId, time, accesses, knownAt, counted);
    }

    /** The same, standing for more accesses. */
    KeyUse plus(long more) {
        return new KeyUse(access, token, verdict, keyId, issuedAt, accesses + more, knownAt, counted);
    }
}
