package org.forgedtoken.detector.evidence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.forgedtoken.detector.evidence.ChainFile.ChainLine;
import org.forgedtoken.detector.evidence.Verification.Broken;
import org.forgedtoken.detector.feed.Sha256;
import org.forgedtoken.detector.settings.Catalogue;
import org.forgedtoken.detector.settings.Settings;
import org.forgedtoken.detector.settings.Trouble;
import org.jspecify.annotations.Nullable;

/**
 * A key that signs the chain of a replay (setting {@code evidence.key}), or the public half of one, from a file in PEM (RFC
 * 7468). Ed25519, or RSA of 2048 bits or more: of these the JDK can tell the public half from the private one.
 */
public final class EvidenceKey {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,40})-----([A-Za-z0-9+/=\\s]*)-----END \\1-----");
    private static final int MOST_BYTES = 64 * 1024;
    private static final int LEAST_RSA_BITS = 2_048;
    private static final String ED25519 = "Ed25519";

    /** As the JDK calls them. */
    private static final List<String> KINDS = List.of(ED25519, "RSA");

    private final PublicKey publicKey;
    private final @Nullable PrivateKey privateKey;

    private EvidenceKey(PublicKey publicKey, @Nullable PrivateKey privateKey) {
        this.publicKey = publicKey;
        this.privateKey = privateKey;
    }

    /**
     * The key that is set to sign; {@link #look} has read it before.
     *
     * @throws UncheckedIOException in a sentence, where that is no longer so
     */
    public static Optional<EvidenceKey> of(Settings settings) {
        return settings.get(Catalogue.EVIDENCE_KEY).map(file -> {
            try {
                return read(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e.getMessage(), e);
            }
        });
    }

    /** Looks at that key: one that does not fit shall not be found when something is to be signed. */
    public static void look(Settings settings, BiConsumer<String, String> faults) {
        try {
            of(settings);
        } catch (UncheckedIOException e) {
            faults.accept(Catalogue.EVIDENCE_KEY.key(), Trouble.with(Objects.requireNonNull(e.getCause())));
        }
    }

    /**
     * The key that is to sign.
     *
     * @throws IOException in a sentence, where there is no usable private key in the file
     */
    public static EvidenceKey read(Path file) throws IOException {
        return whole(file)
                .orElseThrow(() -> new IOException(
                        "The key file " + file + " must hold an Ed25519 key, or an RSA key of 2048 bits or"
                                + " more, as an unencrypted PRIVATE KEY (PKCS #8): openssl"
                                + " genpkey -algorithm ed25519."));
    }

    /**
     * The key that must have signed; its file may as well hold the private key.
     *
     * @throws IOException in a sentence, where there is no usable key in the file
     */
    public static EvidenceKey trusted(Path file) throws IOException {
        Optional<EvidenceKey> key = whole(file);
        Optional<byte[]> spki = key.isPresent() ? Optional.empty() : block(file, "PUBLIC KEY");
        return key.or(() -> spki.flatMap(EvidenceKey::of))
                .orElseThrow(() -> new IOException("The key file " + file
                        + " must hold a PUBLIC KEY, or an unencrypted PRIVATE KEY, of Ed25519 or of"
                        + " RSA with 2048 bits or more."));
    }

    /** Empty where these bytes (SubjectPublicKeyInfo) are no key of a kind that signs evidence. */
    static Optional<EvidenceKey> of(byte[] spki) {
        return firstOf(kind -> Optional.of(new EvidenceKey(kind.generatePublic(new X509EncodedKeySpec(spki)), null)));
    }

    private interface Making {
        Optional<EvidenceKey> of(KeyFactory kind) throws GeneralSecurityException;
    }

    /** Of the first kind of which it can be made; empty where that is none, or it is weak. */
    private static Optional<EvidenceKey> firstOf(Making making) {
        for (String kind : KINDS) {
            try {
                return making.of(KeyFactory.getInstance(kind)).filter(EvidenceKey::isStrong);
            } catch (InvalidKeySpecException e) {
                // of another kind
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("every JDK knows these keys", e);
            }
        }
        return Optional.empty();
    }

    /**
     * The fingerprint of who signed.
     *
     * @param trusted the key that must have; null: whoever did
     * @param place of the signature, for the sentence
     */
    static String signer(ChainLine.Signed signed, @Nullable EvidenceKey trusted, String place) throws Broken {
        EvidenceKey key;
        try {
            key = of(Base64.getDecoder().decode(signed.publicKey())).orElse(null);
        } catch (IllegalArgumentException e) {
            key = null; // no base64, and so no key
        }
        if (key == null) {
            throw new Broken(place, "has a signature without a usable public key.");
        }
        if (trusted != null && !trusted.fingerprint().equals(key.fingerprint())) {
            throw new Broken(place, "is signed by another key, " + key.fingerprint() + '.');
        }
        if (!key.hasSigned(signed)) {
            throw new Broken(place, "has a signature that is not of its last value.");
        }
        return key.fingerprint();
    }

    private static Optional<EvidenceKey> whole(Path file) throws IOException {
        Optional<byte[]> pkcs8 = block(file, "PRIVATE KEY");
        if (pkcs8.isPresent() && OwnersFile.isOpenToOthers(file)) {
            throw new IOException(
                    "The key file " + file + " is open to others, who could sign with it: chmod 600 " + file + '.');
        }
        return pkcs8.flatMap(bytes -> firstOf(kind -> {
            PrivateKey key = kind.generatePrivate(new PKCS8EncodedKeySpec(bytes));
            return publicHalf(key).map(half -> new EvidenceKey(half, key));
        }));
    }

    /** Empty where the key does not tell. */
    private static Optional<PublicKey> publicHalf(PrivateKey key) throws GeneralSecurityException {
        if (key instanceof RSAPrivateCrtKey rsa) {
            RSAPublicKeySpec half = new RSAPublicKeySpec(rsa.getModulus(), rsa.getPublicExponent());
            return Optional.of(KeyFactory.getInstance("RSA").generatePublic(half));
        }
        if (key instanceof EdECPrivateKey ed && ed.getBytes().isPresent()) {
            // The JDK computes the public half only when it makes a pair: from what it believes to be random bytes.
            KeyPairGenerator pairs = KeyPairGenerator.getInstance(ED25519);
            pairs.initialize(NamedParameterSpec.ED25519, new Given(ed.getBytes().get()));
            return Optional.of(pairs.generateKeyPair().getPublic());
        }
        return Optional.empty();
    }

    private boolean isStrong() {
        return !(publicKey instanceof RSAPublicKey rsa) || rsa.getModulus().bitLength() >= LEAST_RSA_BITS;
    }

    /** The signature algorithm, as the JDK calls it. */
    String algorithm() {
        return publicKey instanceof RSAPublicKey ? "SHA256withRSA" : ED25519;
    }

    /** SubjectPublicKeyInfo. */
    byte[] publicHalf() {
        return publicKey.getEncoded();
    }

    /** As {@code openssl pkey -pubin -outform DER | sha256sum} shows it. */
    String fingerprint() {
        return Sha256.hex(Sha256.digest().digest(publicHalf()));
    }

    /** The signature of a running value: of its hex, in ASCII. */
    byte[] sign(String chain) {
        try {
            Signature signature = Signature.getInstance(algorithm());
            signature.initSign(privateKey);
            signature.update(chain.getBytes(StandardCharsets.US_ASCII));
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a key that was read can sign", e);
        }
    }

    /** Whether this key's owner signed a running value. */
    boolean hasSigned(ChainLine.Signed signed) {
        try {
            Signature signature = Signature.getInstance(algorithm());
            signature.initVerify(publicKey);
            signature.update(signed.chain().getBytes(StandardCharsets.UTF_8));
            return algorithm().equals(signed.algorithm())
                    && signature.verify(Base64.getDecoder().decode(signed.signature()));
        } catch (SignatureException | IllegalArgumentException e) {
            return false; // bytes that are no signature at all
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK knows these signatures", e);
        }
    }

    /** The first block of this kind, decoded. */
    private static Optional<byte[]> block(Path file, String label) throws IOException {
        byte[] bytes;
        try (var in = Files.newInputStream(file)) {
            bytes = in.readNBytes(MOST_BYTES);
        } catch (IOException e) {
            throw new IOException("The key file " + file + " cannot be read: " + Trouble.with(e) + ".", e);
        }
        Matcher block = BLOCK.matcher(new String(bytes, StandardCharsets.ISO_8859_1));
        while (block.find()) {
            if (block.group(1).equals(label)) {
                try {
                    return Optional.of(Base64.getMimeDecoder().decode(block.group(2)));
                } catch (IllegalArgumentException e) {
                    throw new IOException("The key file " + file + " has a " + label + " that is no base64.", e);
                }
            }
        }
        return Optional.empty();
    }

    private static final class Given extends SecureRandom {
        private static final long serialVersionUID = 1;

        private final byte[] bytes;

        Given(byte[] bytes) {
            this.bytes = bytes.clone();
        }

        @Override
        public void nextBytes(byte[] into) {
            System.arraycopy(bytes, 0, into, 0, into.length);
        }
    }
}
