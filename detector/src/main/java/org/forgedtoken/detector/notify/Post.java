package org.forgedtoken.detector.notify;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Posts messages to one address. */
final class Post {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    /** A receiver that is slow, but takes it, must not get it twice. */
    private static final Duration ANSWER = Duration.ofSeconds(30);

    /** The answer's status; 0 where there was none. */
    record Answer(int status) {
        boolean isAccepted() {
            return status / 100 == 2;
        }

        /** Whether it will be the same however often it is asked for. */
        boolean isFinal() {
            return status / 100 == 3 || (status / 100 == 4 && status != 408 && status != 429);
        }

        @Override
        public String toString() {
            return status == 0 ? "no answer" : "status " + status;
        }
    }

    private final URI address;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();

    Post(URI address) {
        this.address = address;
    }

    Answer send(Message message) throws InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .POST(BodyPublishers.ofString(message.body()))
                .header("User-Agent", "forged-token-detector");
        message.headers().forEach(request::header);
        CompletableFuture<HttpResponse<Void>> answer = http.sendAsync(request.build(), BodyHandlers.discarding());
        try {
            return new Answer(
                    answer.get(ANSWER.toMillis(), TimeUnit.MILLISECONDS).statusCode());
        } catch (ExecutionException | TimeoutException e) {
            return new Answer(0);
        } finally {
            answer.cancel(true);
        }
    }
}
