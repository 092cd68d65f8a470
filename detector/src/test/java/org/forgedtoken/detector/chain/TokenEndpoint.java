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

/** Where an identity provider hands out tokens, and answers questions about them. */
final class TokenEndpoint {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final URI address;

    TokenEndpoint(URI address) {
        this.address = address;
    }

    /** What it said: JSON. */
    record Answer(String json) {
        String accessToken() {
            return member("access_token");
        }

        String refreshToken() {
            return member("refresh_token");
        }

        private String member(String name) {
            Matcher member = Pattern.compile('"' + name + "\":\"([^\"]+)\"").matcher(json);
            if (!member.find()) {
                throw new IllegalStateException("The answer has no " + name + ": " + json);
            }
            return member.group(1);
        }
    }

    /** Asks with the credentials of a client. */
    Answer ask(String client, String secret, String form) throws IOException, InterruptedException {
        String basic = Base64.getEncoder().encodeToString((client + ':' + secret).getBytes(StandardCharsets.UTF_8));
        return send(form(form).header("Authorization", "Basic " + basic));
    }

    /** Asks as a client that has no secret. */
    Answer ask(String form) throws IOException, InterruptedException {
        return send(form(form));
    }

    /** The same from behind a proxy that passes on where the client says it comes from. */
    Answer askFrom(String address, String form) throws IOException, InterruptedException {
        return send(form(form).header("X-Forwarded-For", address));
    }

    private HttpRequest.Builder form(String form) {
        return HttpRequest.newBuilder(address)
                .timeout(Duration.ofSeconds(20))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form));
    }

    private static Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return new Answer(CLIENT.send(request.build(), BodyHandlers.ofString()).body());
    }
}
