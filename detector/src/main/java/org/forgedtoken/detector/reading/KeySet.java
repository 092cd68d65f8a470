package org.forgedtoken.detector.reading;

import java.util.List;
import org.forgedtoken.detector.feed.Signature;
import org.jspecify.annotations.Nullable;

/**
 * The keys that an issuer publishes, and what they say of a signature. {@code INVALID} silences every other rule for the
 * token, so it is said only where no key that the token could mean has signed it. Where one has, but not properly (the
 * key is weak, or published for something else, or the text is misspelt), whoever signed holds the key: that is
 * {@code UNKNOWN}, and the ledger decides.
 */
final class KeySet {
    static final KeySet EMPTY = new KeySet(List.of());

    private final List<IssuerKey> keys;
    private final boolean named;

    /** A set with public keys in it has been published; a secret in it is no secret, and proves nothing. */
    KeySet(List<IssuerKey> keys) {
        boolean published = keys.stream().anyMatch(key -> !key.isSecret());
        this.keys = keys.stream().filter(key -> !published || !key.isSecret()).toList();
        this.named = keys.stream().anyMatch(key -> key.keyId() != null);
    }

    boolean isEmpty() {
        return keys.isEmpty();
    }

    /** What is known of a signature, or null where the token names a key that is not here: keys rotate. */
    @Nullable
    Signature check(SignedText token, JwsAlgorithm algorithm) {
        String keyId = token.keyId();
        List<IssuerKey> meant = keyId == null ? keys : with(keyId);
        if (meant.isEmpty()) {
            // An issuer that publishes nameless keys may still name them in its tokens.
            Signature nameless = check(with(null), token, algorithm);
            return nameless == Signature.INVALID ? null : nameless;
        }
        Signature checked = check(meant, token, algorithm);
        // A token that names no key may have been signed by one that has since been replaced.
        return checked == Signature.INVALID && keyId == null && named ? null : checked;
    }

    private static Signature check(List<IssuerKey> meant, SignedText token, JwsAlgorithm algorithm) {
        List<IssuerKey> fitting =
                meant.stream().filter(key -> key.fits(algorithm)).toList();
        boolean signed = false;
        boolean proven = false;
        int proving = 0;
        for (IssuerKey key : fitting) {
            boolean proves = key.provesWith(algorithm);
            proving += proves ? 1 : 0;
            if (key.signed(token, algorithm)) {
                signed = true;
                proven |= proves;
            }
        }
        if (!signed) {
            return Signature.INVALID;
        }
        // Two keys of one name: readers differ in which one they take.
        boolean ambiguous = token.keyId() != null && proving > 1;
        return proven && token.isStrict() && !ambiguous ? Signature.VALID : Signature.UNKNOWN;
    }

    private List<IssuerKey> with(@Nullable String keyId) {
        return keys.stream()
                .filter(key -> keyId == null ? key.keyId() == null : keyId.equals(key.keyId()))
                .toList();
    }
}
