package org.forgedtoken.detector.chain;

import static java.net.URLEncoder.encode;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;

/** A real Keycloak with one realm, whose signing key somebody has a copy of; its event log is the feed. */
final class Keycloak implements IdentityProvider {
    /** Where the build has unpacked it. */
    private static final Path UNPACKED = Path.of("target", "keycloak").toAbsolutePath();

    private static final Path REALM = Path.of("src", "test", "resources", "chain", "keycloak-realm.json");
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private final int port = Child.freePort();
    private final PrivateKey key = newKey();
    private final TokenEndpoint tokens = new TokenEndpoint(URI.create(connect() + "/token"));
    private final TokenEndpoint questions = new TokenEndpoint(URI.create(connect() + "/token/introspect"));

    @Override
    public String issuer() {
        return "http://127.0.0.1:" + port + "/realms/shop";
    }

    @Override
    public String jwks() {
        return connect() + "/certs";
    }

    @Override
    public String feed() {
        return "keycloak-events.log";
    }

    @Override
    public String format() {
        return "keycloak";
    }

    @Override
    public Child start(Path folder) throws IOException {
        Path home = onlyFolderIn(UNPACKED);
        Path realms = Files.createDirectories(home.resolve("data").resolve("import"));
        String realm =
                Files.readString(REALM).replace("@key@", Base64.getEncoder().encodeToString(key.getEncoded()));
        Files.writeString(realms.resolve("shop.json"), realm);
        return Child.start(
                        folder,
                        "keycloak",
                        "env",
                        "JAVA_OPTS_KC_HEAP=-Xms64m -Xmx768m",
                        "bash",
                        home.resolve("bin").resolve("kc.sh").toString(),
                        "start-dev",
                        "--import-realm",
                        // In memory: the realm is new each time.
                        "--db=dev-mem",
                        "--http-host=127.0.0.1",
                        "--http-port=" + port,
                        "--proxy-headers=xforwarded",
                        "--log=console,file",
                        "--log-file=" + folder.resolve(feed()),
                        "--log-file-output=json",
                        "--log-level=INFO,org.keycloak.events:debug")
                .listening(port, PATIENCE);
    }

    /** What alice is given for her password. */
    TokenEndpoint.Answer logIn() throws IOException, InterruptedException {
        return tokens.ask("grant_type=password&client_id=web&username=alice&password=alice-password&scope=openid");
    }

    /** What she is given where she says that she comes from this address. */
    TokenEndpoint.Answer logInFrom(String address) throws IOException, InterruptedException {
        return tokens.askFrom(address, "grant_type=password&client_id=web&username=alice&password=alice-password");
    }

    /** A login that fails, by a client and a user of these names. */
    void failToLogIn(String client, String user) throws IOException, InterruptedException {
        String form = "grant_type=password&client_id=%s&username=%s&password=wrong";
        tokens.askFrom(user, form.formatted(encode(client, UTF_8), encode(user, UTF_8)));
    }

    /** What she is given for a refresh token. */
    TokenEndpoint.Answer refresh(String refreshToken) throws IOException, InterruptedException {
        return tokens.ask("grant_type=refresh_token&client_id=web&refresh_token=" + refreshToken);
    }

    /** A token of the service account. */
    String batch() throws IOException, InterruptedException {
        return tokens.ask("batch", "batch-secret", "grant_type=client_credentials")
                .accessToken();
    }

    /** Whether Keycloak itself takes this token for one of its own. */
    boolean isActive(String token) throws IOException, InterruptedException {
        return questions.ask("batch", "batch-secret", "token=" + token).json().contains("\"active\":true");
    }

    /** A token like this one, issued now, with another id: signed with the realm's key, and never issued. */
    String forge(String like) throws GeneralSecurityException {
        String header = like.substring(0, like.indexOf('.'));
        String claims = claimsOf(like)
                .replaceFirst("\"jti\":\"([a-z]+:)?[^\"]*\"", "\"jti\":\"$1" + UUID.randomUUID() + '"')
                .replaceFirst("\"iat\":\\d+", "\"iat\":" + Instant.now().getEpochSecond());
        Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
        String signed = header + '.' + encoder.encodeToString(claims.getBytes(StandardCharsets.UTF_8));
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(key);
        signature.update(signed.getBytes(StandardCharsets.US_ASCII));
        return signed + '.' + encoder.encodeToString(signature.sign());
    }

    /** Its id. */
    static String idOf(String token) {
        return claimsOf(token).replaceFirst(".*\"jti\":\"([^\"]*)\".*", "$1");
    }

    private static String claimsOf(String token) {
        return new String(Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]), StandardCharsets.UTF_8);
    }

    private String connect() {
        return issuer() + "/protocol/openid-connect";
    }

    private static Path onlyFolderIn(Path folder) throws IOException {
        try (var all = Files.list(folder)) {
            return all.filter(Files::isDirectory).findFirst().orElseThrow();
        }
    }

    private static PrivateKey newKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair().getPrivate();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
