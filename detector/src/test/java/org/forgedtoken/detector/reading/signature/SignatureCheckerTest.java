package org.forgedtoken.detector.reading.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.forgedtoken.detector.feed.RawToken;
import org.forgedtoken.detector.feed.Signature;
import org.forgedtoken.detector.reading.jwt.JwtReader;
import org.forgedtoken.detector.reading.jwt.TokenReading;
import org.forgedtoken.detector.reading.jwt.Tokens;
import org.forgedtoken.detector.reading.signature.KeyCache.KeySource;
import org.forgedtoken.detector.reading.signature.SignatureCheck.Result;
import org.forgedtoken.detector.reading.signature.SignatureChecker.CheckBudget;
import org.forgedtoken.detector.settings.Settings;
import org.forgedtoken.detector.web.Answer;
import org.forgedtoken.detector.web.Page;
import org.forgedtoken.detector.web.WebServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tokens signed by java-jwt, and by the JDK, so that a shared mistake would show. */
class SignatureCheckerTest {
    private static final String SOURCE = "192.0.2.1";
    private static final KeyPair RSA = keys("RSA", null);
    private static final KeyPair OTHER_RSA = keys("RSA", null);
    private static final KeyPair CURVE = keys("EC", new ECGenParameterSpec("secp256r1"));
    private static final byte[] SECRET =
            "a secret of at least 32 bytes, so here it is".getBytes(StandardCharsets.UTF_8);

    private final AtomicLong now = new AtomicLong(1_000_000);
    private final AtomicInteger fetches = new AtomicInteger();
    private String published = set(rsaJwk("k1", RSA), curveJwk("k2", CURVE));
    private SignatureChecker checker = checker(1000);

    private SignatureChecker checker(int budget) {
        KeySource source = () -> {
            fetches.incrementAndGet();
            if (published.isEmpty()) {
                throw new IOException("no answer");
            }
            return published.getBytes(StandardCharsets.UTF_8);
        };
        KeyCache cache = new KeyCache(Tokens.ISSUER, source, now::get, Runnable::run);
        return new SignatureChecker(
                Map.of(Tokens.ISSUER, cache), issuer -> false, new CheckBudget(budget, now::get), 100);
    }

    /** With the keys that are published there. */
    private SignatureChecker checker(String place) {
        KeyCache cache = new KeyCache(Tokens.ISSUER, KeySource.at(place), now::get, Runnable::run);
        cache.refresh().join();
        return new SignatureChecker(
                Map.of(Tokens.ISSUER, cache), issuer -> false, new CheckBudget(1000, now::get), 100);
    }

    private Signature check(String token) {
        return check(Tokens.ISSUER, SOURCE, token).signature();
    }

    private Result check(String issuer, String source, String token) {
        TokenReading.Jwt jwt =
                (TokenReading.Jwt) new JwtReader(Tokens.policy()::acceptsNumericClaims).read(new RawToken(token));
        return checker.check(issuer, source, jwt.digest(), jwt.signed());
    }

    private static String signed(Algorithm algorithm, String keyId, String id) {
        return JWT.create().withKeyId(keyId).withJWTId(id).sign(algorithm);
    }

    private static Algorithm rs256(KeyPair keys) {
        return Algorithm.RSA256((RSAPublicKey) keys.getPublic(), (RSAPrivateKey) keys.getPrivate());
    }

    private static Algorithm es256() {
        return Algorithm.ECDSA256((ECPublicKey) CURVE.getPublic(), (ECPrivateKey) CURVE.getPrivate());
    }

    @Test
    void aGoodSignatureIsValidAndATamperedOneIsNot() {
        for (String token : new String[] {signed(rs256(RSA), "k1", "a"), signed(es256(), "k2", "b")}) {
            assertThat(check(token)).isEqualTo(Signature.VALID);
            String[] parts = token.split("\\.");
            String other = Tokens.encode("{\"jti\":\"other\"}");
            assertThat(check(parts[0] + '.' + other + '.' + parts[2])).isEqualTo(Signature.INVALID);
            assertThat(check(parts[0] + '.' + parts[1] + '.')).isEqualTo(Signature.INVALID);
        }
        assertThat(check(signed(rs256(OTHER_RSA), "k1", "a"))).isEqualTo(Signature.INVALID);
    }

    @ParameterizedTest
    @CsvSource({
        "RS256, RSA, SHA256withRSA, ",
        "RS384, RSA, SHA384withRSA, ",
        "RS512, RSA, SHA512withRSA, ",
        "PS256, RSA, RSASSA-PSS, SHA-256",
        "PS384, RSA, RSASSA-PSS, SHA-384",
        "PS512, RSA, RSASSA-PSS, SHA-512",
        "ES256, secp256r1, SHA256withECDSAinP1363Format, ",
        "ES384, secp384r1, SHA384withECDSAinP1363Format, ",
        "ES512, secp521r1, SHA512withECDSAinP1363Format, ",
        "EdDSA, Ed25519, Ed25519, "
    })
    void verifiesWhatTheJdkSigned(String algorithm, String keyKind, String jdkName, String hash) throws Exception {
        KeyPair pair = keyKind.startsWith("secp")
                ? keys("EC", new ECGenParameterSpec(keyKind))
                : keyKind.equals("RSA") ? RSA : keys(keyKind, null);
        published = set(rsaJwk("other", OTHER_RSA), jwk(pair));
        java.security.Signature signing = java.security.Signature.getInstance(jdkName);
        if (hash != null) {
            int salt = Integer.parseInt(hash.substring(4)) / 8;
            signing.setParameter(new PSSParameterSpec(hash, "MGF1", new MGF1ParameterSpec(hash), salt, 1));
        }
        String text =
                Tokens.encode("{\"alg\":\"" + algorithm + "\",\"kid\":\"k\"}") + '.' + Tokens.encode("{\"jti\":\"a\"}");
        signing.initSign(pair.getPrivate());
        signing.update(text.getBytes(StandardCharsets.US_ASCII));
        byte[] signature = signing.sign();
        assertThat(check(text + '.' + Tokens.encode(signature))).isEqualTo(Signature.VALID);
        signature[signature.length / 2] ^= 1;
        assertThat(check(text + '.' + Tokens.encode(signature))).isEqualTo(Signature.INVALID);
    }

    private static String jwk(KeyPair keys) {
        if (keys.getPublic() instanceof RSAPublicKey) {
            return rsaJwk("k", keys);
        }
        if (keys.getPublic() instanceof ECPublicKey) {
            return curveJwk("k", keys);
        }
        byte[] encoded = keys.getPublic().getEncoded();
        byte[] point = Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
        return "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"kid\":\"k\",\"x\":\"" + Tokens.encode(point) + "\"}";
    }

    /** The published key is public: whoever signs with its bytes as an HMAC secret has forged the token. */
    @Test
    void aPublicKeyIsNoSecret() {
        byte[] publicKey = RSA.getPublic().getEncoded();
        assertThat(check(signed(Algorithm.HMAC256(publicKey), "k1", "a"))).isEqualTo(Signature.INVALID);
    }

    @Test
    void anotherPublishedKeyVerifiesATokenThatNamesTheWrongOne() {
        assertThat(check(Tokens.ISSUER, SOURCE, signed(rs256(RSA), "k2", "a")))
                .isEqualTo(new Result(Signature.VALID, true, null));
        assertThat(check(Tokens.ISSUER, SOURCE, signed(rs256(RSA), "unheard-of", "b")))
                .isEqualTo(new Result(Signature.VALID, true, null));
        assertThat(check(Tokens.ISSUER, SOURCE, signed(rs256(RSA), "k1", "c")))
                .isEqualTo(new Result(Signature.VALID, false, null));
    }

    @Test
    void theKeyOfAConfiguredIssuerVerifiesATokenOfAnother() {
        String token = signed(rs256(RSA), "k1", "a");
        for (String named : new String[] {token, signed(rs256(RSA), null, "b"), signed(rs256(RSA), "x", "c")}) {
            assertThat(check("https://another.example", SOURCE, named))
                    .isEqualTo(new Result(Signature.VALID, false, Tokens.ISSUER));
        }
        assertThat(check("https://another.example", SOURCE, signed(rs256(OTHER_RSA), "k1", "d")))
                .isEqualTo(Result.UNKNOWN);
    }

    @Test
    void theSetOfEveryIssuerIsNotThatOfOneAlone() {
        byEveryIssuer(Set.of());
        assertThat(check(signed(rs256(RSA), "k1", "a"))).isEqualTo(Signature.VALID);
        for (String guest : new String[] {"https://guest.example", SignatureChecker.EVERY_ISSUER}) {
            assertThat(check(guest, SOURCE, signed(rs256(RSA), "k1", "b")).verifiedFor())
                    .isEqualTo(SignatureChecker.EVERY_ISSUER);
        }
    }

    @Test
    void aSharedKeySetVerifiesGuestsForThemselves() {
        byEveryIssuer(Set.of(SignatureChecker.EVERY_ISSUER));
        assertThat(check("https://guest.example", SOURCE, signed(rs256(RSA), "k1", "a")))
                .isEqualTo(new Result(Signature.VALID, false, null));
        byEveryIssuer(Set.of("https://guest.example"));
        assertThat(check("https://guest.example", SOURCE, signed(rs256(RSA), "k1", "a"))
                        .verifiedFor())
                .isNull();
    }

    private void byEveryIssuer(Set<String> shared) {
        KeySource source = () -> published.getBytes(StandardCharsets.UTF_8);
        KeyCache cache = new KeyCache("*", source, now::get, Runnable::run);
        checker = new SignatureChecker(
                Map.of(SignatureChecker.EVERY_ISSUER, cache), shared::contains, new CheckBudget(1000, now::get), 100);
    }

    /** Else whoever holds a partner's key writes the incidents of this issuer. */
    @Test
    void anIssuerWithKeysIsNotVerifiedByThoseOfAnother() {
        String others = set(rsaJwk("o1", OTHER_RSA));
        KeyCache mine =
                new KeyCache(Tokens.ISSUER, () -> published.getBytes(StandardCharsets.UTF_8), now::get, Runnable::run);
        KeyCache theirs =
                new KeyCache("https://partner", () -> others.getBytes(StandardCharsets.UTF_8), now::get, Runnable::run);
        checker = new SignatureChecker(
                Map.of(Tokens.ISSUER, mine, "https://partner", theirs),
                issuer -> false,
                new CheckBudget(1000, now::get),
                100);
        assertThat(check(Tokens.ISSUER, SOURCE, signed(rs256(OTHER_RSA), "k1", "a")))
                .isEqualTo(new Result(Signature.UNKNOWN, false, "https://partner"));
    }

    @Test
    void aSourceGetsAHundredthOfTheChecks() {
        checker = checker(300);
        for (int i = 0; i < 3; i++) {
            assertThat(check(signed(rs256(RSA), "k1", "a" + i))).isEqualTo(Signature.VALID);
        }
        assertThat(check(signed(rs256(RSA), "k1", "b"))).isEqualTo(Signature.UNKNOWN);
        assertThat(check(signed(rs256(RSA), "k1", "a0"))).isEqualTo(Signature.VALID);
        assertThat(check(Tokens.ISSUER, "192.0.2.2", signed(rs256(RSA), "k1", "b"))
                        .signature())
                .isEqualTo(Signature.VALID);
        now.addAndGet(1000);
        assertThat(check(signed(rs256(RSA), "k1", "c"))).isEqualTo(Signature.VALID);
    }

    @Test
    void aSecretKeyChecksWhereNothingIsPublished() {
        published = set("{\"kty\":\"oct\",\"kid\":\"s\",\"k\":\"" + Tokens.encode(SECRET) + "\"}");
        assertThat(check(signed(Algorithm.HMAC256(SECRET), "s", "a"))).isEqualTo(Signature.VALID);
        assertThat(check(signed(Algorithm.HMAC256("guessed"), "s", "a"))).isEqualTo(Signature.INVALID);
    }

    @Test
    void anUnsignedTokenIsInvalidWhateverTheKeys() {
        String header = Tokens.encode("{\"alg\":\"none\",\"kid\":\"k1\"}");
        assertThat(check(header + '.' + Tokens.encode("{}") + '.')).isEqualTo(Signature.INVALID);
    }

    @Test
    void whatCannotBeCheckedIsUnknown() {
        assertThat(check(Tokens.jwt("{\"alg\":\"ES256K\",\"kid\":\"k1\"}", "{}")))
                .isEqualTo(Signature.UNKNOWN);
        assertThat(check(signed(rs256(OTHER_RSA), "rotated-away", "a"))).isEqualTo(Signature.UNKNOWN);
    }

    @Test
    void aTokenThatNamesNoKeyIsBadOnlyWhereKeysHaveNoNames() {
        assertThat(check(signed(rs256(RSA), null, "a"))).isEqualTo(Signature.VALID);
        assertThat(check(signed(rs256(OTHER_RSA), null, "b"))).isEqualTo(Signature.UNKNOWN);
        published = set(rsaJwk(null, RSA));
        checker = checker(1000);
        assertThat(check(signed(rs256(RSA), null, "a"))).isEqualTo(Signature.VALID);
        assertThat(check(signed(rs256(RSA), "k1", "a"))).isEqualTo(Signature.VALID);
        assertThat(check(signed(rs256(OTHER_RSA), null, "b"))).isEqualTo(Signature.INVALID);
        assertThat(check(signed(rs256(OTHER_RSA), "k1", "b"))).isEqualTo(Signature.UNKNOWN);
    }

    /** What was signed is held against the text as presented: any client that made that verify holds the key. */
    @Test
    void anotherSpellingOfASignatureVerifiesAsWell() {
        String token = signed(rs256(RSA), "k1", "a");
        assertThat(check(token + "==")).isEqualTo(Signature.VALID);
        assertThat(check(token)).isEqualTo(Signature.VALID);
    }

    @Test
    void fetchesKeysAgainForAnUnknownKeyButOnlyOnceAMinute() {
        assertThat(check(signed(rs256(OTHER_RSA), "k3", "a"))).isEqualTo(Signature.UNKNOWN);
        published = set(rsaJwk("k1", RSA), rsaJwk("k3", OTHER_RSA));
        for (int i = 0; i < 50; i++) {
            assertThat(check(signed(rs256(OTHER_RSA), "k3", "b" + i))).isEqualTo(Signature.UNKNOWN);
        }
        assertThat(fetches.get()).isEqualTo(1);
        now.addAndGet(KeyCache.REFRESH_MILLIS);
        assertThat(check(signed(rs256(OTHER_RSA), "k3", "a"))).isEqualTo(Signature.VALID);
        assertThat(fetches.get()).isEqualTo(2);
    }

    @Test
    void keepsItsKeysWhileTheIssuerDoesNotAnswer() {
        assertThat(check(signed(rs256(RSA), "k1", "a"))).isEqualTo(Signature.VALID);
        published = "";
        now.addAndGet(KeyCache.REFRESH_MILLIS);
        assertThat(check(signed(rs256(OTHER_RSA), "gone", "a"))).isEqualTo(Signature.UNKNOWN);
        assertThat(check(signed(rs256(RSA), "k1", "b"))).isEqualTo(Signature.VALID);
    }

    /** Whoever publishes the keys may be slow, or made slow: records are read on meanwhile, with the keys of before. */
    @Test
    void keysAreFetchedOffTheThreadThatChecks() {
        CountDownLatch slow = new CountDownLatch(1);
        KeySource source = () -> {
            if (fetches.incrementAndGet() > 1) {
                try {
                    slow.await();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
            }
            return published.getBytes(StandardCharsets.UTF_8);
        };
        KeyCache cache = new KeyCache(Tokens.ISSUER, source, now::get, ForkJoinPool.commonPool());
        checker = new SignatureChecker(
                Map.of(Tokens.ISSUER, cache), issuer -> false, new CheckBudget(1000, now::get), 100);
        cache.refresh().join();
        published = set(rsaJwk("k1", RSA), rsaJwk("k3", OTHER_RSA));
        now.addAndGet(KeyCache.REFRESH_MILLIS);

        assertTimeoutPreemptively(Duration.ofSeconds(30), () -> {
            assertThat(check(signed(rs256(OTHER_RSA), "k3", "a"))).isEqualTo(Signature.UNKNOWN);
            assertThat(check(signed(rs256(RSA), "k1", "b"))).isEqualTo(Signature.VALID);
        });
        slow.countDown();
        cache.refresh().join();
        assertThat(check(signed(rs256(OTHER_RSA), "k3", "a"))).isEqualTo(Signature.VALID);
    }

    @Test
    void checksEachTokenOnceAndNoMoreThanTheBudget() {
        checker = checker(200);
        String token = signed(rs256(RSA), "k1", "a");
        for (int i = 0; i < 10; i++) {
            assertThat(check(token)).isEqualTo(Signature.VALID);
        }
        assertThat(check(signed(rs256(RSA), "k1", "b"))).isEqualTo(Signature.VALID);
        assertThat(check(signed(rs256(RSA), "k1", "c"))).isEqualTo(Signature.UNKNOWN);
        now.addAndGet(1000);
        assertThat(check(signed(rs256(RSA), "k1", "c"))).isEqualTo(Signature.VALID);
    }

    @Test
    void oneKeyThatCannotBeReadSpoilsNoOther() {
        published = set(
                "{\"kid\":\"x\"}",
                "{\"kty\":\"RSA\",\"kid\":\"y\"}",
                "{\"kty\":\"OKP\",\"crv\":\"X25519\",\"x\":\"\",\"kid\":\"z\"}",
                "7",
                rsaJwk("k1", RSA));
        assertThat(check(signed(rs256(RSA), "k1", "a"))).isEqualTo(Signature.VALID);
    }

    @Test
    void readsKeysFromAFile(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("jwks.json");
        Files.writeString(file, published);
        for (String place : new String[] {file.toString(), file.toUri().toString()}) {
            checker = checker(place);
            assertThat(check(signed(rs256(RSA), "k1", "a"))).isEqualTo(Signature.VALID);
        }
        checker = checker(folder.resolve("none").toString());
        assertThat(check(signed(rs256(RSA), "k1", "a"))).isEqualTo(Signature.UNKNOWN);
    }

    @Test
    void readsKeysFromAnAddress() throws IOException {
        AtomicInteger status = new AtomicInteger(503);
        Page jwks = Page.open("/jwks", request -> Answer.of(status.get(), "application/json", published));
        try (WebServer server = WebServer.start(Settings.of(Map.of("http.port", "0")), List.of(jwks))) {
            String address = server.address() + "jwks";
            checker = checker(address);
            assertThat(check(signed(rs256(RSA), "k1", "a"))).isEqualTo(Signature.UNKNOWN);
            status.set(200);
            assertThat(check(signed(rs256(RSA), "k1", "a"))).isEqualTo(Signature.UNKNOWN);
            now.addAndGet(KeyCache.REFRESH_MILLIS);
            assertThat(check(signed(rs256(RSA), "k1", "a"))).isEqualTo(Signature.VALID);
        }
    }

    /** A server that begins to answer and goes no further must not hold up the feed. */
    @Test
    void givesUpOnAnAnswerWithoutAnEnd() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            KeySource source = KeySource.at("http://localhost:" + server.getLocalPort() + "/jwks");
            CompletableFuture<Socket> answering = CompletableFuture.supplyAsync(() -> begin(server));
            assertThatThrownBy(() -> assertTimeoutPreemptively(KeySource.TIMEOUT.multipliedBy(5), source::fetch))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("did not answer");
            answering.join().close();
        }
    }

    private static Socket begin(ServerSocket server) {
        try {
            Socket client = server.accept();
            String beginning = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{";
            client.getOutputStream().write(beginning.getBytes(StandardCharsets.US_ASCII));
            client.getOutputStream().flush();
            return client;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String set(String... keys) {
        return "{\"keys\":[" + String.join(",", keys) + "]}";
    }

    private static String rsaJwk(String keyId, KeyPair keys) {
        RSAPublicKey key = (RSAPublicKey) keys.getPublic();
        return "{\"kty\":\"RSA\"," + (keyId == null ? "" : "\"kid\":\"" + keyId + "\",") + "\"n\":\""
                + number(key.getModulus(), 256) + "\",\"e\":\"" + number(key.getPublicExponent(), 3) + "\"}";
    }

    private static String curveJwk(String keyId, KeyPair keys) {
        ECPublicKey key = (ECPublicKey) keys.getPublic();
        int bits = key.getParams().getCurve().getField().getFieldSize();
        int length = (bits + 7) / 8;
        return "{\"kty\":\"EC\",\"crv\":\"P-" + bits + "\",\"kid\":\"" + keyId + "\",\"x\":\""
                + number(key.getW().getAffineX(), length) + "\",\"y\":\""
                + number(key.getW().getAffineY(), length) + "\"}";
    }

    private static String number(BigInteger number, int length) {
        byte[] signed = number.toByteArray();
        byte[] bytes = new byte[length];
        int copied = Math.min(length, signed.length);
        System.arraycopy(signed, signed.length - copied, bytes, length - copied, copied);
        return Tokens.encode(bytes);
    }

    private static KeyPair keys(String algorithm, ECGenParameterSpec curve) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            if (curve != null) {
                generator.initialize(curve);
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
