package org.forgedtoken.detector.ledger;

import org.forgedtoken.detector.feed.PlainUse;
import org.forgedtoken.detector.feed.Times;
import org.jspecify.annotations.Nullable;

/**
 * An entry of a token that was issued once, seen where it lies in the table: what an ordinary use is held against, without
 * an object made of it. Filled again for each entry, and void once the table is written to. Times are epoch ms, or
 * {@link Times#UNKNOWN}; see {@link IssuedToken}. Not thread-safe.
 */
public final class BriefEntry {
    private static final Profile NO_PROFILE = new Profile("", null, null, null, false, false, false, false);

    private final ByteSource source = new ByteSource(new byte[0], 0, 0);
    private Profile profile = NO_PROFILE;
    private byte[] page = {};
    private int accountFrom;
    private int accountTo;

    long issued;
    long own;
    long expiry;
    long latest;
    long revoked;

    /** From here on it is the entry in this slot. */
    void see(Profile ofEntry, byte[] ofPage, int from, int to) {
        profile = ofEntry;
        page = ofPage;
        source.begin(ofPage, from, to);
        int flags = source.one();
        TokenForm.times(flags, source, this);
        TokenForm.skipToAccount(flags, profile, source);
        accountFrom = to - source.left();
        accountTo = to;
    }

    /** The issuance's, else its record's. */
    public long issuedAt() {
        return issued;
    }

    /** As the issuance states it. */
    public long statedIssuedAt() {
        return own;
    }

    public long expiresAt() {
        return expiry;
    }

    public long latest() {
        return latest;
    }

    public long revokedAt() {
        return revoked;
    }

    public @Nullable String client() {
        return profile.client();
    }

    public @Nullable String keyId() {
        return profile.keyId();
    }

    public boolean statesAccount() {
        return profile.hasAccount();
    }

    /** Whether the use states the account that this was issued to. */
    public boolean isOfSameAccount(PlainUse use) {
        return use.isOf(page, accountFrom, accountTo);
    }
}
