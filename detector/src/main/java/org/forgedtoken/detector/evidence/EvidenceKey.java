package org.forgedtoken.detector.evidence;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Optional;

/** The private key that signs the chain of a replay (setting {@code evidence.key}). */
public final class EvidenceKey {
    private static final String PRIVATE = "PRIVATE KEY";

    private final KeyKind kind;
    private final PrivateKey privateKey;
    private final PublicKey publicKey;

    private EvidenceKey(KeyKind kind, PrivateKey privateKey, PublicKey publicKey) {
        this.kind = kind;
        this.privateKey = privateKey;
        this.publicKey = publicKey;
    }

    /**
     * Reads it from a PEM file.
     *
     * @throws IOException in a sentence, where there is no usable key in it
     */
    public static EvidenceKey read(Path file) throws IOException {
        return of(Pem.read(file))
                .orElseThrow(
                        () -> new IOException(
                                "The key file " + file + " must hold an Ed25519 key, or an RSA key of 2048"
                                        + " bits or more, as an unencrypted PRIVATE KEY (PKCS #8): openssl genpkey -algorithm ed25519."));
    }

    static Optional<EvidenceKey> of(Pem pem) throws IOException {
        Optional<byte[]> pkcs8 = pem.block(PRIVATE);
        if (pkcs8.isEmpty()) {
            return Optional.empty();
        }
        try {
            for (KeyKind kind : KeyKind.values()) {
                Optional<PrivateKey> key = kind.privateKey(pkcs8.get());
                Optional<PublicKey> half = key.isPresent() ? kind.publicHalf(key.get()) : Optional.empty();
                if (half.isPresent()) {
                    return Optional.of(new EvidenceKey(kind, key.get(), half.get()));
                }
            }
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IOException("This JDK cannot read the key: " + e.getMessage(), e);
        }
    }

    String algorithm() {
        return kind.signatures();
    }

    PublicKey publicKey() {
        return publicKey;
    }

    /** The signature of a running value: of its hex, in ASCII. */
    byte[] sign(String chain) {
        try {
            Signature signature = Signature.getInstance(kind.signatures());
            signature.initSign(privateKey);
            signature.update(chain.getBytes(StandardCharsets.US_ASCII));
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a key that was read can sign", e);
        }
    }
}
