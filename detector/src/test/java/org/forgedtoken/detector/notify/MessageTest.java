package org.forgedtoken.detector.notify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.forgedtoken.detector.notify.Told.AWARE;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.forgedtoken.detector.alert.IncidentKey;
import org.forgedtoken.detector.alert.StatusDetail;
import org.forgedtoken.detector.ocsf.Links;
import org.forgedtoken.detector.rule.Severity;
import org.forgedtoken.detector.settings.Catalogue.NotifyFormat;
import org.forgedtoken.detector.settings.Secret;
import org.forgedtoken.detector.settings.Settings;
import org.forgedtoken.detector.settings.Settings.Sources;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MessageTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path GUIDE = Path.of("..", "topology-docs", "guides", "notifications.md");
    private static final Links LINKS =
            new Links("https://detector.shop.example", "https://wiki.shop.example/runbook.md");
    private static final String JWT =
            "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJodHRwczovL2lkLmV4YW1wbGUifQ.c2lnbmF0dXJlIG9mIG5vYm9keQ";

    private final Told one = new Told("k7").tokens(3);

    /** What the guide shows is what is sent. */
    @Test
    void theGuideShowsWhatIsSent() throws IOException {
        List<JsonNode> examples = new ArrayList<>();
        for (String block : blocks("json")) {
            examples.add(JSON.readTree(block));
        }
        one.verified(AWARE);
        assertThat(examples)
                .containsExactly(
                        body(send(NotifyFormat.CLOUDEVENTS, "", opened(one))),
                        body(send(NotifyFormat.SLACK, "", opened(one))),
                        body(send(NotifyFormat.PAGERDUTY, "R0UT1NGKEY", opened(one))));
    }

    @Test
    void theSettingsOfTheGuideAreTaken() throws IOException {
        for (String block : blocks("properties")) {
            Map<String, String> set = new HashMap<>();
            block.lines().filter(line -> line.contains("=")).forEach(line -> {
                int equals = line.indexOf('=');
                set.put(
                        line.substring(0, equals).strip(),
                        line.substring(equals + 1).strip());
            });
            assertThat(Receiver.of(Settings.read(new Sources(Optional.empty(), Map.of(), set))))
                    .isNotEmpty();
        }
    }

    @Test
    void theSignatureIsThatOfTheBody() throws Exception {
        Message message = send(NotifyFormat.CLOUDEVENTS, "key", opened(one));
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec("key".getBytes(UTF_8), "HmacSHA256"));
        assertThat(message.headers())
                .containsEntry("Content-Type", "application/cloudevents+json; charset=UTF-8")
                .containsEntry(
                        "X-Detector-Signature",
                        "sha256="
                                + HexFormat.of()
                                        .formatHex(mac.doFinal(message.body().getBytes(UTF_8))));
        assertThat(send(NotifyFormat.CLOUDEVENTS, "", opened(one)).headers()).doesNotContainKey("X-Detector-Signature");
    }

    @Test
    void aPagerKnowsTheIncidentAgain() throws IOException {
        JsonNode opened = body(send(NotifyFormat.PAGERDUTY, "r", opened(one)));
        JsonNode closed = body(send(NotifyFormat.PAGERDUTY, "r", closed(one)));
        assertThat(opened.get("event_action").asText()).isEqualTo("trigger");
        assertThat(closed.get("event_action").asText()).isEqualTo("resolve");
        assertThat(opened.get("dedup_key").asText()).isEqualTo(one.uid());
        assertThat(closed.get("dedup_key").asText()).isEqualTo(one.uid());
        assertThat(closed.has("payload")).isFalse();
    }

    @Test
    void severalComeInOneMessageAndEachEndForAPagerByItself() throws IOException {
        Told other = new Told("k8");
        List<Event> events = List.of(opened(one), opened(other), closed(one));
        JsonNode event = body(only(Message.of(events, receiver(NotifyFormat.CLOUDEVENTS, ""), LINKS)));
        assertThat(event.get("type").asText()).isEqualTo("org.forgedtoken.incident.several");
        assertThat(event.at("/data/events").findValuesAsText("subject")).hasSize(3);
        assertThat(body(only(Message.of(events, receiver(NotifyFormat.SLACK, ""), LINKS)))
                        .get("text")
                        .asText())
                .startsWith("*3 events of incidents*");
        List<Message> pages = Message.of(events, receiver(NotifyFormat.PAGERDUTY, "r"), LINKS);
        assertThat(pages).hasSize(2);
        assertThat(body(pages.get(0)).at("/payload/summary").asText()).startsWith("2 events of incidents");
        assertThat(body(pages.get(1)).get("event_action").asText()).isEqualTo("resolve");
    }

    @Test
    void ofManyTheFirstAreNamedToPeople() throws IOException {
        List<Event> many = new ArrayList<>();
        for (int i = 0; i < Outbox.MOST; i++) {
            many.add(opened(new Told("<".repeat(500) + i)));
        }
        Message chat = only(Message.of(many, receiver(NotifyFormat.SLACK, ""), LINKS));
        assertThat(chat.body()).hasSizeLessThan(40_000);
        assertThat(body(chat).get("text").asText()).endsWith("and 480 more");
        assertThat(only(Message.of(many, receiver(NotifyFormat.PAGERDUTY, "r"), LINKS))
                        .body())
                .hasSizeLessThan(40_000);
    }

    /** Whoever sends a token chooses its key id, and what is read in a chat must not be his. */
    @ParameterizedTest
    @EnumSource(NotifyFormat.class)
    void nothingOfAStrangerIsMoreThanText(NotifyFormat format) throws IOException {
        String bad = "<!channel> <https://evil.example|Incident> & `*`\u202e\u0000\n```" + JWT + "x".repeat(5_000);
        Told hostile = new Told(new IncidentKey.OfKey(bad, bad));
        Message message = send(format, "r", opened(hostile));
        assertThat(message.body()).hasSizeLessThan(8_192).doesNotContain(JWT, "\u202e", "\u0000", "\n");
        if (format == NotifyFormat.SLACK) {
            String text = body(message).get("text").asText();
            assertThat(text).contains("&lt;!channel&gt;").doesNotContain("<!", "<https://evil");
            assertThat(text.split("```", -1)).hasSize(3);
        }
    }

    @Test
    void withoutBaseAddressesThereAreNoLinks() {
        for (NotifyFormat format : NotifyFormat.values()) {
            assertThat(only(Message.of(List.of(opened(one)), receiver(format, "r"), Links.NONE))
                            .body())
                    .doesNotContain("http://", "uid=");
        }
    }

    private static Event opened(Told told) {
        return Event.of(null, told.written(AWARE), AWARE - 1);
    }

    private static Event closed(Told told) {
        Event event =
                Event.of(told.written(AWARE), told.closed(StatusDetail.ANALYST).written(AWARE + 1), AWARE - 1);
        told.open();
        return event;
    }

    private static Receiver receiver(NotifyFormat format, String secret) {
        return new Receiver("ops", new Secret("https://x.example"), format, new Secret(secret), Severity.LOW, 20);
    }

    private static Message send(NotifyFormat format, String secret, Event event) {
        return only(Message.of(List.of(event), receiver(format, secret), LINKS));
    }

    private static Message only(List<Message> messages) {
        assertThat(messages).hasSize(1);
        return messages.get(0);
    }

    private static JsonNode body(Message message) throws IOException {
        return JSON.readTree(message.body());
    }

    private static List<String> blocks(String language) throws IOException {
        return Pattern.compile("```" + language + "\n(.*?)\n```\n", Pattern.DOTALL)
                .matcher(Files.readString(GUIDE))
                .results()
                .map(block -> block.group(1))
                .toList();
    }
}
