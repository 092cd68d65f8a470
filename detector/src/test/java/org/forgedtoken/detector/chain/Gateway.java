package org.forgedtoken.detector.chain;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** The gateway, as whoever has a token sees it. */
final class Gateway {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final URI address;

    Gateway(URI address) {
        this.address = address;
    }

    /** The status with which it answers a request that carries this token. */
    int use(String token) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address.resolve("/invoices/7?full=1"))
                .timeout(Duration.ofSeconds(10))
                .header("Authorization", "Bearer " + token)
                .header("User-Agent", "chain-test")
                .build();
        return CLIENT.send(request, BodyHandlers.discarding()).statusCode();
    }
}
