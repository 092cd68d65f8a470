package org.forgedtoken.detector.evidence;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.util.Base64;
import java.util.Optional;

/** The public half of a key that signs evidence. */
public final class TrustedKey {
    private static final String PUBLIC = "PUBLIC KEY";

    private final KeyKind kind;
    private final PublicKey key;

    private TrustedKey(KeyKind kind, PublicKey key) {
        this.kind = kind;
        this.key = key;
    }

    /**
     * Reads it from a PEM file, which may as well hold the private key.
     *
     * @throws IOException in a sentence, where there is no usable key in it
     */
    public static TrustedKey read(Path file) throws IOException {
        Pem pem = Pem.read(file);
        Optional<EvidenceKey> whole = EvidenceKey.of(pem);
        Optional<byte[]> spki =
                whole.isPresent() ? whole.map(key -> key.publicKey().getEncoded()) : pem.block(PUBLIC);
        Optional<TrustedKey> key = spki.isPresent() ? of(spki.get()) : Optional.empty();
        return key.orElseThrow(
                () -> new IOException(
                        "The key file " + file
                                + " must hold a PUBLIC KEY, or an unencrypted PRIVATE KEY, of Ed25519 or of RSA with 2048 bits or more."));
    }

    /** Empty where these bytes (SubjectPublicKeyInfo) are no key of a kind that signs evidence. */
    static Optional<TrustedKey> of(byte[] spki) {
        try {
            for (KeyKind kind : KeyKind.values()) {
                Optional<PublicKey> key = kind.publicKey(spki);
                if (key.isPresent()) {
                    return Optional.of(new TrustedKey(kind, key.get()));
                }
            }
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK knows these keys", e);
        }
    }

    /** As {@code openssl pkey -pubin -outform DER | sha256sum} shows it. */
    String fingerprint() {
        return Sha256.hex(Sha256.digest().digest(key.getEncoded()));
    }

    boolean isSameAs(TrustedKey other) {
        return fingerprint().equals(other.fingerprint());
    }

    /** Whether this key's owner signed a running value. */
    boolean hasSigned(ChainLine.Signed signed) {
        try {
            if (!kind.signatures().equals(signed.algorithm())) {
                return false;
            }
            Signature signature = Signature.getInstance(kind.signatures());
            signature.initVerify(key);
            signature.update(signed.chain().getBytes(StandardCharsets.UTF_8));
            return signature.verify(Base64.getDecoder().decode(signed.signature()));
        } catch (SignatureException | IllegalArgumentException e) {
            return false; // bytes that are no signature at all
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK knows these signatures", e);
        }
    }
}
