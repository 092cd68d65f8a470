package org.forgedtoken.detector.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.forgedtoken.detector.reading.FeedFormats;
import org.forgedtoken.detector.replay.ReplayRequest.CompleteUntil;
import org.forgedtoken.detector.settings.Settings;
import org.forgedtoken.detector.settings.Settings.Sources;

/** A site at which nobody forges anything, in records of the native format; times are seconds since it began. */
final class HonestSite {
    static final long BEGIN = Instant.parse("2026-01-05T00:00:00Z").getEpochSecond();
    static final long HOUR = 3_600;
    static final long DAY = 86_400;
    static final String ISSUER = "https://id.example";

    private static final ObjectMapper JSON = new ObjectMapper();

    final Map<String, String> settings = new HashMap<>();
    private final TreeMap<Long, List<String>> accesses = new TreeMap<>();
    private final SortedMap<String, TreeMap<Long, List<String>>> issuances = new TreeMap<>();
    private final TreeMap<Long, List<String>> keys = new TreeMap<>();

    /** One token of the issuer, as its claims. */
    static Map<String, Object> token(String id, String account, long issued, long life) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", ISSUER);
        claims.put("jti", id);
        claims.put("sub", account);
        claims.put("client_id", "web");
        claims.put("iat", BEGIN + issued);
        claims.put("exp", BEGIN + issued + life);
        return claims;
    }

    static String jwt(String keyId, Map<String, ?> claims) {
        return jwt(Map.of("alg", "RS256", "typ", "JWT", "kid", keyId), claims);
    }

    static String jwt(Map<String, ?> header, Map<String, ?> claims) {
        return encode(json(header)) + '.' + encode(json(claims)) + '.' + encode("a signature that the gateway checks");
    }

    static String encode(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A token is handed out, as the identity provider's log says it. */
    HonestSite issue(long time, Map<String, Object> claims) {
        Map<String, Object> record = new LinkedHashMap<>();
        record.put("issuer", claims.get("iss"));
        record.put("token_id", claims.get("jti"));
        record.put("account_id", claims.get("sub"));
        record.put("client_id", claims.get("client_id"));
        record.put("issued_at", claims.get("iat"));
        record.put("expires_at", claims.get("exp"));
        record.values().removeIf(value -> value == null);
        return issuance("", time, record);
    }

    /** A record of one partition of the issuance feed. */
    HonestSite issuance(String partition, long time, Map<String, ?> members) {
        line(issuances.computeIfAbsent(partition, p -> new TreeMap<>()), time, members);
        return this;
    }

    HonestSite key(long time, Map<String, ?> members) {
        line(keys, time, members);
        return this;
    }

    /** A token is accepted by a gateway that has checked its signature. */
    HonestSite use(long time, String source, String token) {
        return access(time, Map.of("token", token, "source_ip", source, "status", 200, "signature_valid", true));
    }

    /** The same, of which a line is written much later. */
    HonestSite useLogged(long written, long time, String source, String token) {
        return access(
                written,
                Map.of(
                        "time",
                        BEGIN + time,
                        "token",
                        token,
                        "source_ip",
                        source,
                        "status",
                        200,
                        "signature_valid",
                        true));
    }

    HonestSite access(long time, Map<String, ?> members) {
        line(accesses, time, members);
        return this;
    }

    /** Logins of people, one every {@code seconds}: a token of an hour, used at once and half an hour later. */
    HonestSite people(long from, long until, long seconds) {
        for (long time = from; time < until; time += seconds) {
            Map<String, Object> token = token("p-" + time, "person-" + time / seconds % 997, time, HOUR);
            String source = "203.0.113." + (1 + time / seconds % 200);
            issue(time, token);
            use(time + 2, source, jwt("k1", token));
            use(time + HOUR / 2, source, jwt("k1", token));
        }
        return this;
    }

    private static void line(Map<Long, List<String>> lines, long time, Map<String, ?> members) {
        Map<String, Object> record = new LinkedHashMap<>();
        record.put("time", BEGIN + time);
        record.putAll(members);
        lines.computeIfAbsent(time, t -> new ArrayList<>()).add(json(record));
    }

    private static String json(Map<String, ?> members) {
        try {
            return JSON.writeValueAsString(members);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Each rule of high severity or more of which an alert was ever raised, with the first message and how many there were. */
    List<String> grave(Path folder) throws IOException {
        Map<String, List<String>> grave = new TreeMap<>();
        for (JsonNode alert : replayed(folder).lines("alerts.jsonl")) {
            if (alert.get("severity_id").intValue() >= 4
                    && alert.get("activity_id").intValue() == 1) {
                grave.computeIfAbsent(Replayed.rule(alert), rule -> new ArrayList<>())
                        .add(alert.get("message").textValue());
            }
        }
        return grave.entrySet().stream()
                .map(rule -> rule.getKey() + " (" + rule.getValue().size() + "): "
                        + rule.getValue().get(0))
                .toList();
    }

    Replayed replayed(Path folder) throws IOException {
        List<String> feeds = new ArrayList<>();
        for (Map.Entry<String, TreeMap<Long, List<String>>> feed : issuances.entrySet()) {
            feeds.add(written(folder.resolve("issuance" + feed.getKey() + ".jsonl"), feed.getValue()));
        }
        return Replayed.of(
                List.of(written(folder.resolve("access.jsonl"), accesses)),
                feeds,
                keys.isEmpty() ? List.of() : List.of(written(folder.resolve("keys.jsonl"), keys)),
                List.of(),
                new CompleteUntil.Unsaid(),
                Settings.read(new Sources(Optional.empty(), Map.of(), settings)),
                FeedFormats.NATIVE,
                2,
                folder.resolve("out"));
    }

    private static String written(Path file, Map<Long, List<String>> lines) throws IOException {
        List<String> all = new ArrayList<>();
        lines.values().forEach(all::addAll);
        return Files.write(file, all).toString();
    }
}
