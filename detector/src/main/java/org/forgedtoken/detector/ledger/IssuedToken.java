package org.forgedtoken.detector.ledger;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
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
 * @param crowded whether there were more statements than are kept: then none can be held against a token
 * @param revokedAt the earliest revocation, or {@link Times#UNKNOWN}
 * @param latest the newest time that any of its records stated
 */
public record IssuedToken(List<Statement> statements, boolean crowded, long revokedAt, long latest) {
    /** An identity that is issued over and over keeps so many differing statements. */
    private static final int MOST_STATEMENTS = 256;

    /** An identity of which nothing is known. */
    public static final IssuedToken NONE = new IssuedToken(List.of(), false, Times.UNKNOWN, Times.UNKNOWN);

    /**
     * One issuance.
     *
     * @param issuedAt as stated, else the record's time
     * @param claims as stated; its {@code issuedAt} is unknown where the record does not state it
     * @param vouchesFor under an identity without ids, the one token that this issuance was found to be; else null
     */
    public record Statement(
            long issuedAt, TokenClaims claims, @Nullable String vouchesFor) {}

    /** Whether the token was issued, as far as is known. */
    public boolean isIssued() {
        return !statements.isEmpty();
    }

    /** The entry with one issuance more. */
    public IssuedToken with(IdentityKind identity, Issued issued) {
        // The key says a token's id, and so no entry under it need say it again.
        TokenClaims claims = identity == IdentityKind.ID ? issued.token().withoutId() : issued.token();
        Statement statement = new Statement(issued.issuedAt(), claims, null);
        long newest = Math.max(latest, issued.time());
        for (int i = 0; i < statements.size(); i++) {
            Statement known = statements.get(i);
            boolean same = identity != IdentityKind.TUPLE || known.issuedAt() == statement.issuedAt();
            if (same && known.claims().equals(statement.claims())) {
                List<Statement> earliest = new ArrayList<>(statements);
                earliest.set(i, known.issuedAt() <= statement.issuedAt() ? known : statement);
                return new IssuedToken(List.copyOf(earliest), crowded, revokedAt, newest);
            }
        }
        if (statements.size() >= MOST_STATEMENTS) {
            return new IssuedToken(statements, true, revokedAt, newest);
        }
        List<Statement> more = new ArrayList<>(statements);
        more.add(statement);
        more.sort((a, b) -> a.issuedAt() != b.issuedAt()
                ? Long.compare(a.issuedAt(), b.issuedAt())
                : a.claims().toString().compareTo(b.claims().toString()));
        return new IssuedToken(List.copyOf(more), crowded, revokedAt, newest);
    }

    /**
     * The part of the entry that can speak for this token: all of it, but under an identity without ids only an issuance
     * at about the token's own issued-at that does not vouch for another token already. The one that vouches for it comes
     * first; then the nearest behind it, since a token is made before it is logged, and then the nearest before it: who takes
     * any other leaves none for the token that it belongs to.
     *
     * @param variant what tells the token apart from others of the identity
     * @param skew ms
     */
    public IssuedToken relevantFor(IdentityKind identity, TokenClaims token, Supplier<String> variant, long skew) {
        if (identity != IdentityKind.TUPLE || crowded) {
            return this;
        }
        if (!Times.known(token.issuedAt())) {
            return new IssuedToken(List.of(), false, revokedAt, latest);
        }
        List<Statement> near = statements.stream()
                .filter(s -> Math.abs(s.issuedAt() - token.issuedAt()) <= skew)
                .filter(s -> s.vouchesFor() == null || s.vouchesFor().equals(variant.get()))
                .sorted(Comparator.comparing((Statement s) -> s.vouchesFor() == null)
                        .thenComparing(s -> s.issuedAt() < token.issuedAt())
                        .thenComparing(s -> Math.abs(s.issuedAt() - token.issuedAt())))
                .toList();
        return new IssuedToken(near, false, revokedAt, latest);
    }

    /** The entry after one of its statements was found to be this token; the same where nothing has changed. */
    public IssuedToken vouching(IdentityKind identity, Statement statement, Supplier<String> variant) {
        if (identity != IdentityKind.TUPLE || statement.vouchesFor() != null) {
            return this;
        }
        List<Statement> vouching = new ArrayList<>(statements);
        vouching.set(
                vouching.indexOf(statement), new Statement(statement.issuedAt(), statement.claims(), variant.get()));
        return new IssuedToken(List.copyOf(vouching), crowded, revokedAt, latest);
    }

    /** The entry with a revocation at {@code time}. */
    public IssuedToken revokedAt(long time) {
        long earliest = Times.known(revokedAt) ? Math.min(revokedAt, time) : time;
        return new IssuedToken(statements, crowded, earliest, Math.max(latest, time));
    }

    /**
     * Event time up to which the entry must be kept once both feeds are past it: the ledger's own expiry + {@code keep},
     * or, without an expiry, the last record + {@code maxAge}.
     */
    public long keepUntil(long keep, long maxAge) {
        long until = latest + (statements.isEmpty() ? maxAge : 0);
        for (Statement statement : statements) {
            long expiry = statement.claims().expiresAt();
            until = Math.max(until, Times.known(expiry) ? expiry + keep : statement.issuedAt() + maxAge);
        }
        return until;
    }
}
