package org.forgedtoken.detector.ledger;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.feed.TokenClaims;
import org.forgedtoken.detector.ledger.IssuedToken.Statement;
import org.jspecify.annotations.Nullable;

/**
 * A ledger entry's bytes: the version, the length of the profile in two bytes, the profile, and the rest. Most tokens were
 * issued once and say of themselves little that others do not say too: of such a one the rest is some twenty bytes. An
 * entry of any other kind has no profile, and all of it is written at length. Either way it comes back as it was. Not
 * thread-safe.
 */
public final class TokenForm {
    /** The form in which all entries are written; another one is refused. */
    static final int VERSION = 6;
    /** Where the profile begins. */
    static final int HEAD = 3;

    private static final int LONGEST_PROFILE = 0xffff;
    /** The year 2028: up to four years from it four bytes hold a time in seconds. */
    private static final long NEAR = 1_830_297_600_000L;

    private static final int SECOND = 1_000;

    private static final int DIGEST_CHARS = 64;
    private static final int DIGEST_BYTES = 32;
    private static final HexFormat HEX = HexFormat.of();

    private static final int SAME_AS_ISSUED_AT = 1;
    private static final int OWN_ISSUED_AT = 2;
    private static final int EXPIRES = 4;
    /** Issue and expiry are whole seconds. */
    private static final int IN_SECONDS = 8;

    private static final int HAS_LATEST = 16;
    private static final int IS_REVOKED = 32;
    /** Issued once, and one content was presented. */
    private static final int HAS_CONTENT = 64;
    /** Any other numbers of them. */
    private static final int HAS_CONTENTS = 128;

    private final ByteSink out = new ByteSink();

    /** The entry's bytes. */
    public byte[] bytes(IssuedToken token) {
        Statement only = token.statements().size() == 1 ? token.statements().get(0) : null;
        out.clear();
        out.fixed((long) VERSION << 16, HEAD);
        if (only == null || token.crowded() || !writeShort(token, only)) {
            out.clear();
            out.fixed((long) VERSION << 16, HEAD);
            atLength(token);
        }
        return out.toBytes();
    }

    /** The entry of such bytes; others are refused with an exception. */
    public static IssuedToken token(byte[] bytes) {
        int rest = HEAD + profileLength(bytes);
        return rest == HEAD
                ? atLength(new ByteSource(bytes, rest, bytes.length))
                : brief(Profile.read(new ByteSource(bytes, HEAD, rest)), new ByteSource(bytes, rest, bytes.length));
    }

    /** How long the profile is in an entry's bytes; throws where they are of another form. */
    static int profileLength(byte[] bytes) {
        if (bytes.length < HEAD || bytes[0] != VERSION) {
            throw new IllegalArgumentException("a ledger's entry of another form than " + VERSION
                    + ": it was written by another version of this program");
        }
        int length = ((bytes[1] & 0xff) << 8) | (bytes[2] & 0xff);
        if (HEAD + length > bytes.length) {
            throw new IllegalArgumentException("a ledger's entry is cut off");
        }
        return length;
    }

    /** Writes what stands in front of an entry's rest. */
    static void head(byte[] value, byte[] profile) {
        value[0] = VERSION;
        value[1] = (byte) (profile.length >>> 8);
        value[2] = (byte) profile.length;
        System.arraycopy(profile, 0, value, HEAD, profile.length);
    }

    private boolean writeShort(IssuedToken token, Statement only) {
        TokenClaims claims = only.claims();
        if (!isCanonical(claims.digest())) {
            return false;
        }
        Profile.write(claims, out);
        int profile = out.size() - HEAD;
        if (profile > LONGEST_PROFILE) {
            return false;
        }
        out.two(1, profile);
        times(token, only.issuedAt(), claims);
        if (claims.digest() != null) {
            out.all(HEX.parseHex(claims.digest()));
        }
        return (claims.tokenId() == null || out.utf8(claims.tokenId(), out::unsigned))
                && (claims.account() == null || out.utf8(claims.account(), length -> {}));
    }

    private void times(IssuedToken token, long issued, TokenClaims claims) {
        int flags = 0;
        if (Times.known(claims.issuedAt())) {
            flags |= claims.issuedAt() == issued ? SAME_AS_ISSUED_AT : OWN_ISSUED_AT;
        }
        boolean expires = Times.known(claims.expiresAt());
        long life = expires ? claims.expiresAt() - issued : 0;
        long unit = issued % SECOND == 0 && life % SECOND == 0 ? SECOND : 1;
        flags |= (expires ? EXPIRES : 0) | (unit == SECOND ? IN_SECONDS : 0);
        flags |= token.latest() == issued ? 0 : HAS_LATEST;
        flags |= Times.known(token.revokedAt()) ? IS_REVOKED : 0;
        int contents = token.contents().size();
        if (token.issuances() != 1 || contents > 1) {
            flags |= HAS_CONTENTS;
        } else if (contents == 1) {
            flags |= HAS_CONTENT;
        }
        out.one(flags);
        out.signed(issued / unit - NEAR / unit);
        if ((flags & OWN_ISSUED_AT) != 0) {
            out.signed(claims.issuedAt() - issued);
        }
        if ((flags & EXPIRES) != 0) {
            out.signed(life / unit);
        }
        if ((flags & HAS_LATEST) != 0) {
            out.signed(token.latest() - issued);
        }
        if ((flags & IS_REVOKED) != 0) {
            out.signed(token.revokedAt() - issued);
        }
        if ((flags & HAS_CONTENT) != 0) {
            out.fixed(token.contents().get(0), Integer.BYTES);
        } else if ((flags & HAS_CONTENTS) != 0) {
            contents(token);
        }
    }

    private void contents(IssuedToken token) {
        out.unsigned(token.issuances());
        out.unsigned(token.contents().size());
        for (int content : token.contents()) {
            out.fixed(content, Integer.BYTES);
        }
    }

    private static List<Integer> contents(ByteSource in) {
        int number = in.length(in.unsigned());
        List<Integer> contents = new ArrayList<>(number);
        for (int i = 0; i < number; i++) {
            contents.add((int) in.fixed(Integer.BYTES));
        }
        return List.copyOf(contents);
    }

    /** The entry of this profile, of which the rest is given. */
    static IssuedToken brief(Profile profile, ByteSource in) {
        BriefEntry entry = new BriefEntry();
        int flags = in.one();
        times(flags, in, entry);
        int issuances = (flags & HAS_CONTENTS) != 0 ? (int) in.unsigned() : 1;
        List<Integer> contents = List.of();
        if ((flags & HAS_CONTENT) != 0) {
            contents = List.of((int) in.fixed(Integer.BYTES));
        } else if ((flags & HAS_CONTENTS) != 0) {
            contents = contents(in);
        }
        String digest = profile.hasDigest() ? HEX.formatHex(in.all(DIGEST_BYTES)) : null;
        String id = profile.hasId() ? in.utf8(in.length(in.unsigned())) : null;
        String account = profile.hasAccount() ? in.utf8(in.left()) : null;
        TokenClaims claims = new TokenClaims(
                profile.issuer(),
                id,
                profile.idAbsent(),
                digest,
                account,
                profile.client(),
                profile.keyId(),
                entry.own,
                entry.expiry,
                profile.kind());
        return new IssuedToken(
                List.of(new Statement(entry.issued, claims)), false, entry.revoked, entry.latest, issuances, contents);
    }

    /** Reads the times of an entry. */
    static void times(int flags, ByteSource in, BriefEntry entry) {
        long unit = (flags & IN_SECONDS) != 0 ? SECOND : 1;
        long issued = (in.signed() + NEAR / unit) * unit;
        entry.issued = issued;
        entry.own = (flags & SAME_AS_ISSUED_AT) != 0 ? issued : Times.UNKNOWN;
        if ((flags & OWN_ISSUED_AT) != 0) {
            entry.own = issued + in.signed();
        }
        entry.expiry = (flags & EXPIRES) != 0 ? issued + in.signed() * unit : Times.UNKNOWN;
        entry.latest = (flags & HAS_LATEST) != 0 ? issued + in.signed() : issued;
        entry.revoked = (flags & IS_REVOKED) != 0 ? issued + in.signed() : Times.UNKNOWN;
    }

    /** Passes over what stands between an entry's times and its account. */
    static void skipToAccount(int flags, Profile profile, ByteSource in) {
        if ((flags & HAS_CONTENT) != 0) {
            in.skip(Integer.BYTES);
        } else if ((flags & HAS_CONTENTS) != 0) {
            in.unsigned();
            in.skip(in.length(in.unsigned()) * Integer.BYTES);
        }
        if (profile.hasDigest()) {
            in.skip(DIGEST_BYTES);
        }
        if (profile.hasId()) {
            in.skip(in.length(in.unsigned()));
        }
    }

    private void atLength(IssuedToken token) {
        out.one(token.crowded() ? 1 : 0);
        out.fixed(token.revokedAt(), Long.BYTES);
        out.fixed(token.latest(), Long.BYTES);
        out.unsigned(token.statements().size());
        for (Statement statement : token.statements()) {
            TokenClaims claims = statement.claims();
            out.fixed(statement.issuedAt(), Long.BYTES);
            Profile.write(claims, out);
            out.optional(claims.tokenId());
            out.optional(claims.digest());
            out.optional(claims.account());
            out.fixed(claims.issuedAt(), Long.BYTES);
            out.fixed(claims.expiresAt(), Long.BYTES);
        }
        contents(token);
    }

    private static IssuedToken atLength(ByteSource in) {
        boolean crowded = in.one() != 0;
        long revokedAt = in.fixed(Long.BYTES);
        long latest = in.fixed(Long.BYTES);
        int number = in.length(in.unsigned());
        List<Statement> statements = new ArrayList<>(number);
        for (int i = 0; i < number; i++) {
            long issuedAt = in.fixed(Long.BYTES);
            Profile profile = Profile.read(in);
            TokenClaims claims = new TokenClaims(
                    profile.issuer(),
                    in.optional(),
                    profile.idAbsent(),
                    in.optional(),
                    in.optional(),
                    profile.client(),
                    profile.keyId(),
                    in.fixed(Long.BYTES),
                    in.fixed(Long.BYTES),
                    profile.kind());
            statements.add(new Statement(issuedAt, claims));
        }
        return new IssuedToken(List.copyOf(statements), crowded, revokedAt, latest, (int) in.unsigned(), contents(in));
    }

    private static boolean isCanonical(@Nullable String digest) {
        if (digest == null) {
            return true;
        }
        if (digest.length() != DIGEST_CHARS) {
            return false;
        }
        for (int i = 0; i < DIGEST_CHARS; i++) {
            char c = digest.charAt(i);
            if (!(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'f')) {
                return false;
            }
        }
        return true;
    }
}
