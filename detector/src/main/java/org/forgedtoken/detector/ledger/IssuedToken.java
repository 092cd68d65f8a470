package org.forgedtoken.detector.ledger;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
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
            long issuedAt, TokenClaims claims, @Nullable Borne vouchesFor) {

        boolean isFreeFor(String token) {
            return vouchesFor == null || vouchesFor.token().equals(token);
        }

        boolean isNear(long time, long skew) {
            return Math.abs(issuedAt - time) <= skew;
        }

        /** Whether it could vouch for the token of that one instead, which was made at that time. */
        boolean canTakeFrom(Statement giver, Borne token, long skew) {
            return isNear(token.issuedAt(), skew) && life() == giver.life() && isLike(claims, giver.claims);
        }

        private long life() {
            return Times.known(claims.expiresAt()) ? claims.expiresAt() - issuedAt : Times.UNKNOWN;
        }

        /** Whether nothing but the times tells them apart. */
        private static boolean isLike(TokenClaims a, TokenClaims b) {
            return Objects.equals(a.tokenId(), b.tokenId())
                    && Objects.equals(a.digest(), b.digest())
                    && Objects.equals(a.keyId(), b.keyId())
                    && Objects.equals(a.account(), b.account())
                    && Objects.equals(a.client(), b.client())
                    && Objects.equals(a.kind(), b.kind())
                    && a.issuer().equals(b.issuer());
        }
    }

    /**
     * A token that was presented under an identity without ids.
     *
     * @param token what tells it apart from others of the identity
     * @param issuedAt as it says itself
     */
    public record Borne(String token, long issuedAt) {}

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
     * at about the token's own issued-at that does not vouch for another token already, or need not, since that one has
     * another. The one that vouches for it comes first; then the nearest behind it, since a token is made before it is logged,
     * and then the nearest before it.
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
        String name = variant.get();
        List<Statement> near = statements.stream()
                .filter(s -> s.isNear(token.issuedAt(), skew))
                .sorted(Comparator.comparing((Statement s) -> s.vouchesFor() == null)
                        .thenComparing(s -> s.issuedAt() < token.issuedAt())
                        .thenComparing(s -> Math.abs(s.issuedAt() - token.issuedAt())))
                .toList();
        List<Statement> free = near.stream().filter(s -> s.isFreeFor(name)).toList();
        List<Statement> relevant = free;
        if (free.isEmpty() && !near.isEmpty()) {
            BitSet freeable = freeable(skew);
            relevant = near.stream()
                    .filter(s -> freeable.get(statements.indexOf(s)))
                    .toList();
        }
        return new IssuedToken(relevant, false, revokedAt, latest);
    }

    /**
     * The entry after one of its statements was found to be this token; the same where nothing has changed.
     *
     * @param statement one that is relevant for it
     * @param skew ms
     */
    public IssuedToken vouching(
            IdentityKind identity, Statement statement, TokenClaims token, Supplier<String> variant, long skew) {
        if (identity != IdentityKind.TUPLE) {
            return this;
        }
        List<Statement> vouching = new ArrayList<>(statements);
        int at = vouching.indexOf(statement);
        Borne other = statement.vouchesFor();
        if (other != null) {
            BitSet asked = new BitSet();
            asked.set(at);
            // where it is crowded nothing is held against a token, and each use would hand it on again
            if (crowded || statement.isFreeFor(variant.get()) || !handOn(vouching, at, other, skew, asked)) {
                return this;
            }
        }
        Borne borne = new Borne(variant.get(), token.issuedAt());
        vouching.set(at, new Statement(statement.issuedAt(), statement.claims(), borne));
        return new IssuedToken(List.copyOf(vouching), crowded, revokedAt, latest);
    }

    /**
     * Which statements are free, or can be freed by handing what they vouch for to another, and so on until nobody is
     * without: whoever came first would take the only issuance of the next. Each pair is looked at once: who presents tokens
     * may present very many.
     */
    private BitSet freeable(long skew) {
        BitSet freeable = new BitSet();
        Deque<Statement> takers = new ArrayDeque<>();
        for (int i = 0; i < statements.size(); i++) {
            if (statements.get(i).vouchesFor() == null) {
                freeable.set(i);
                takers.add(statements.get(i));
            }
        }
        while (!takers.isEmpty()) {
            Statement taker = takers.remove();
            for (int i = freeable.nextClearBit(0); i < statements.size(); i = freeable.nextClearBit(i + 1)) {
                Statement giver = statements.get(i);
                if (giver.vouchesFor() != null && taker.canTakeFrom(giver, giver.vouchesFor(), skew)) {
                    freeable.set(i);
                    takers.add(giver);
                }
            }
        }
        return freeable;
    }

    /**
     * Hands the token on (an augmenting path: Berge, PNAS 1957).
     *
     * @param from the place of the statement that vouches for it so far
     * @param asked the places of those that were asked already
     * @return whether there is one that takes it; else nothing has changed
     */
    private static boolean handOn(List<Statement> all, int from, Borne token, long skew, BitSet asked) {
        for (int i = asked.nextClearBit(0); i < all.size(); i = asked.nextClearBit(i + 1)) {
            Statement taker = all.get(i);
            if (!taker.canTakeFrom(all.get(from), token, skew)) {
                continue;
            }
            asked.set(i);
            if (taker.vouchesFor() == null || handOn(all, i, taker.vouchesFor(), skew, asked)) {
                all.set(i, new Statement(taker.issuedAt(), taker.claims(), token));
                return true;
            }
        }
        return false;
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
