package org.forgedtoken.detector.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.forgedtoken.detector.feed.IdentityKind;
import org.forgedtoken.detector.feed.IssuanceRecord.Issued;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.feed.TokenClaims;
import org.jspecify.annotations.Nullable;

/**
 * One ledger entry: all that the issuance feed has said of one token identity. Times are epoch ms.
 *
 * @param statements what was issued under it, each differing statement once, in order of content; empty where only a
 *     revocation is known so far. Where the identity is the token's id, they do not state it
 * @param crowded whether there were more statements than are kept, which are the newest: what is older may have been stated
 * @param revokedAt the earliest revocation, or {@link Times#UNKNOWN}
 * @param latest the newest time that any of its records stated; of one without an expiry, or about when it was used last
 * @param issuances how many records have issued it; of very many, not all are counted
 * @param contents fingerprints of the contents that were presented under it, where its records do not state them
 */
public record IssuedToken(
        List<Statement> statements,
        boolean crowded,
        long revokedAt,
        long latest,
        int issuances,
        List<Integer> contents) {
    /** An identity that is issued over and over keeps so many differing statements. */
    private static final int MOST_STATEMENTS = 256;
    /** In a part of {@code ledger.max-age} a use renews an entry at most once: there are so many. */
    private static final int RENEWED = 10;

    /** An identity of which nothing is known. */
    public static final IssuedToken NONE = new IssuedToken(List.of(), false, Times.UNKNOWN, Times.UNKNOWN);

    /** An entry of which every statement was issued once, and nothing was presented. */
    public IssuedToken(List<Statement> statements, boolean crowded, long revokedAt, long latest) {
        this(statements, crowded, revokedAt, latest, statements.size(), List.of());
    }

    /**
     * One issuance.
     *
     * @param issuedAt as stated, else the record's time
     * @param claims as stated; its {@code issuedAt} is unknown where the record does not state it
     */
    public record Statement(long issuedAt, TokenClaims claims) {}

    /** Whether the token was issued, as far as is known. */
    public boolean isIssued() {
        return !statements.isEmpty();
    }

    /** Whether it is what one issuance of a token that expires has made it, and no more is known. */
    public boolean isAsIssued() {
        return statements.size() == 1
                && issuances == 1
                && contents.isEmpty()
                && !crowded
                && !Times.known(revokedAt)
                && Times.known(statements.get(0).claims().expiresAt());
    }

    /** The entry with one issuance more. */
    public IssuedToken with(IdentityKind identity, Issued issued) {
        // The key says a token's id, and so no entry under it need say it again.
        TokenClaims claims = identity == IdentityKind.ID ? issued.token().withoutId() : issued.token();
        Statement statement = new Statement(issued.issuedAt(), claims);
        long newest = Math.max(latest, issued.time());
        if (statements.isEmpty()) {
            return with(List.of(statement), crowded, newest);
        }
        for (int i = 0; i < statements.size(); i++) {
            Statement known = statements.get(i);
            boolean same = identity != IdentityKind.TUPLE || known.issuedAt() == statement.issuedAt();
            if (same && known.claims().equals(statement.claims())) {
                List<Statement> earliest = new ArrayList<>(statements);
                earliest.set(i, known.issuedAt() <= statement.issuedAt() ? known : statement);
                return with(List.copyOf(earliest), crowded, newest);
            }
        }
        boolean full = statements.size() >= MOST_STATEMENTS;
        List<Statement> more = new ArrayList<>(statements);
        more.add(statement);
        more.sort((a, b) -> a.issuedAt() != b.issuedAt()
                ? Long.compare(a.issuedAt(), b.issuedAt())
                : a.claims().toString().compareTo(b.claims().toString()));
        if (full) {
            more.remove(0);
        }
        return with(List.copyOf(more), crowded || full, newest);
    }

    private IssuedToken with(List<Statement> all, boolean nowCrowded, long newest) {
        int more = Math.min(issuances + 1, MOST_STATEMENTS);
        return new IssuedToken(all, nowCrowded, revokedAt, newest, more, contents);
    }

    /** Whether any of its records states a digest: then what is presented is compared with that. */
    public boolean statesDigest() {
        for (Statement statement : statements) {
            if (statement.claims().digest() != null) {
                return true;
            }
        }
        return false;
    }

    /** Whether all of its records state the same there. */
    public boolean statesOne(Function<TokenClaims, @Nullable String> claim) {
        String first = claim.apply(statements.get(0).claims());
        return statements.stream().allMatch(statement -> Objects.equals(claim.apply(statement.claims()), first));
    }

    /** Whether this content was presented before. */
    public boolean hasContent(int fingerprint) {
        for (int content : contents) {
            if (content == fingerprint) {
                return true;
            }
        }
        return false;
    }

    /** The entry under which this content was presented, too. */
    public IssuedToken withContent(int fingerprint) {
        if (contents.size() >= MOST_STATEMENTS) {
            return this;
        }
        List<Integer> more = new ArrayList<>(contents);
        more.add(fingerprint);
        return new IssuedToken(statements, crowded, revokedAt, latest, issuances, List.copyOf(more));
    }

    /** Whether a content more than it has now would be one too many. */
    public boolean hasAllContents() {
        return issuances < MOST_STATEMENTS && contents.size() >= issuances;
    }

    /**
     * The part of the entry that can speak for this token: all of it, but under an identity without ids only what was issued
     * at about the token's own issued-at. Where issuances of that time may have been evicted, none can be held against it.
     *
     * @param skew ms
     */
    public IssuedToken relevantFor(IdentityKind identity, TokenClaims token, long skew) {
        if (identity != IdentityKind.TUPLE) {
            return this;
        }
        long issuedAt = token.issuedAt();
        if (crowded && Times.known(issuedAt) && issuedAt <= statements.get(0).issuedAt() + skew) {
            return this;
        }
        List<Statement> near = Times.known(issuedAt)
                ? statements.stream()
                        .filter(s -> Math.abs(s.issuedAt() - issuedAt) <= skew)
                        .toList()
                : List.of();
        return new IssuedToken(near, false, revokedAt, latest, issuances, contents);
    }

    /** The entry with a revocation at {@code time}. */
    public IssuedToken revokedAt(long time) {
        long earliest = Times.known(revokedAt) ? Math.min(revokedAt, time) : time;
        return new IssuedToken(statements, crowded, earliest, Math.max(latest, time), issuances, contents);
    }

    /**
     * The entry after a use at {@code time}, which renews one without an expiry; at most once in a tenth of {@code maxAge} (ms),
     * else the same.
     */
    public IssuedToken usedAt(long time, long maxAge) {
        return !renews(time, latest, maxAge)
                        || statements.stream()
                                .allMatch(s -> Times.known(s.claims().expiresAt()))
                ? this
                : new IssuedToken(statements, crowded, revokedAt, time, issuances, contents);
    }

    /** Whether a use at {@code time} renews an entry without an expiry. */
    public static boolean renews(long time, long latest, long maxAge) {
        return time - latest >= maxAge / RENEWED;
    }

    /**
     * Event time up to which the entry must be kept once both feeds are past it: the ledger's own expiry + {@code keep},
     * or, without an expiry, its issue or last use + {@code maxAge}.
     */
    public long keepUntil(long keep, long maxAge) {
        long until = latest + (statements.isEmpty() ? maxAge : 0);
        for (Statement statement : statements) {
            long expiry = statement.claims().expiresAt();
            until = Math.max(until, keepUntil(statement.issuedAt(), expiry, latest, keep, maxAge));
        }
        return until;
    }

    /** The same of one statement, or a later time where the entry is newer. */
    public static long keepUntil(long issuedAt, long expiresAt, long latest, long keep, long maxAge) {
        return Times.known(expiresAt) ? Math.max(latest, expiresAt + keep) : Math.max(issuedAt, latest) + maxAge;
    }
}
