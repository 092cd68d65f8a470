package org.forgedtoken.detector.bench;

import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.feed.TokenClaims;
import org.forgedtoken.detector.feed.TokenKey;
import org.forgedtoken.detector.ledger.IssuedToken;
import org.forgedtoken.detector.ledger.IssuedToken.Statement;
import org.forgedtoken.detector.ledger.TokenForm;
import org.forgedtoken.detector.ledger.TokenHash;
import org.forgedtoken.detector.ledger.TokenHashing;

/** Tokens as a shop's identity provider issues them: 20 clients, 3 keys, accounts of 12 characters, an hour to live. */
final class LedgerSample {
    private static final String ISSUER = "https://idp.example.com/realms/shop";
    private static final long START = 1_790_000_000_000L;
    private static final long LIFE = 3_600_000;
    private static final long GOLDEN = 0x9E37_79B9_7F4A_7C15L;

    private final boolean hasDigest;
    private final TokenHashing hashing = new TokenHashing();
    private final TokenForm form = new TokenForm();

    LedgerSample(boolean hasDigest) {
        this.hasDigest = hasDigest;
    }

    TokenHash hash(int number) {
        return hashing.of(key(number));
    }

    static TokenKey key(int number) {
        return TokenKey.ofId(ISSUER, new UUID(number * GOLDEN, number * 31L).toString());
    }

    /** The entry's bytes in the ledger. */
    byte[] value(int number) {
        long issued = (START + number * 10L) / 1_000 * 1_000;
        TokenClaims claims = new TokenClaims(
                ISSUER,
                null,
                false,
                hasDigest ? String.format(Locale.ROOT, "%064x", number * GOLDEN) : null,
                String.format(Locale.ROOT, "user%08d", number % 90_000_000),
                "client-" + number % 20,
                "key-" + number % 3,
                issued,
                issued + LIFE);
        Statement statement = new Statement(issued, claims);
        return form.bytes(new IssuedToken(List.of(statement), false, Times.UNKNOWN, issued + number % 1_000));
    }
}
