package org.forgedtoken.detector.chain;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;

/** The provider of {@code idp.js}, which hands tokens to services and writes native records with heartbeats. */
final class OidcProvider implements IdentityProvider {
    private static final Path PROGRAMS = Path.of("src", "test", "chain");
    private static final Duration INSTALL = Duration.ofMinutes(5);

    private final int port = Child.freePort();
    private final TokenEndpoint tokens = new TokenEndpoint(URI.create(issuer() + "/token"));
    private Path folder = Path.of("");

    @Override
    public String issuer() {
        return "http://127.0.0.1:" + port;
    }

    @Override
    public String jwks() {
        return issuer() + "/jwks";
    }

    @Override
    public String feed() {
        return "issuance.jsonl";
    }

    @Override
    public String format() {
        return "native";
    }

    @Override
    public Child start(Path into) throws IOException, InterruptedException {
        folder = into;
        install();
        return Child.start(folder, "idp", "node", "idp.js", folder.toString(), String.valueOf(port))
                .listening(port);
    }

    /** From the lock file, unless it is there. */
    private void install() throws IOException, InterruptedException {
        for (String name : List.of("package.json", "package-lock.json", ".npmrc", "idp.js", "forge.js")) {
            Files.copy(PROGRAMS.resolve(name), folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        }
        Path installed = folder.resolve("node_modules").resolve("installed.json");
        Path wanted = folder.resolve("package-lock.json");
        if (!Files.exists(installed) || Files.mismatch(installed, wanted) >= 0) {
            Child.run(folder, INSTALL, "npm", "npm", "ci");
            Files.copy(wanted, installed, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** A token for one of its clients. */
    String issue(String client) throws IOException, InterruptedException {
        return tokens.ask(client, client + "-secret", "grant_type=client_credentials&scope=read")
                .accessToken();
    }

    /** A token that is signed with its own key, and that it knows nothing of. */
    String forge(String subject) throws IOException, InterruptedException {
        return Child.run(
                folder, Duration.ofSeconds(10), "forge", "node", "forge.js", folder.toString(), issuer(), subject);
    }
}
