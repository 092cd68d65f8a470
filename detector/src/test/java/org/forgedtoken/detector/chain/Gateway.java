package org.forgedtoken.detector.chain;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a service that has credentials, or a token, can ask for. */
final class Gateway {
    private static final Pattern ACCESS_TOKEN = Pattern.compile("\"access_token\":\"([^\"]+)\"");
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final URI provider;
    private final URI gateway;

    Gateway(URI provider, URI gateway) {
        this.provider = provider;
        this.gateway = gateway;
    }

    /** A token for one of the provider's clients. */
    String issue(String client) throws IOException, InterruptedException {
        String basic = Base64.getEncoder()
                .encodeToString((client + ':' + client + "-secret").getBytes(StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(provider.resolve("/token"))
                .timeout(Duration.ofSeconds(10))
                .header("Authorization", "Basic " + basic)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("grant_type=client_credentials&scope=read"))
                .build();
        String answer = CLIENT.send(request, BodyHandlers.ofString()).body();
        Matcher token = ACCESS_TOKEN.matcher(answer);
        if (!token.find()) {
            throw new IllegalStateException("The provider gave no token: " + answer);
        }
        return token.group(1);
    }

    /** The status with which the gateway answers a request that carries this token. */
    int use(String token) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(gateway.resolve("/invoices/7?full=1"))
                .timeout(Duration.ofSeconds(10))
                .header("Authorization", "Bearer " + token)
                .header("User-Agent", "chain-test")
                .build();
        return CLIENT.send(request, BodyHandlers.discarding()).statusCode();
    }
}
