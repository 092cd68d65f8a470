package org.forgedtoken.detector.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.forgedtoken.detector.replay.ReplayRequest.CompleteUntil;
import org.forgedtoken.detector.settings.Settings;
import org.forgedtoken.detector.settings.Settings.Sources;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * An accepted, verified forgery raises a high or critical alert, whatever its sender changes: each change alone, and pairs
 * of them, at each kind of gateway. With {@code -Dforgeries.pairs=N} more pairs, with {@code -Dforgeries.seed=S} others, with
 * {@code -Dforgeries.gateway=NGINX} at one kind alone.
 */
class NoWayOutTest {
    private static final long BEGIN = Instant.parse("2026-03-01T00:00:00Z").getEpochSecond();
    private static final int ISSUANCES = 125;
    private static final long EVERY = 6_000;
    /** After eight days: the ledger is older than any token lives, and has seen a hundred issued tokens. */
    private static final long ATTACK = BEGIN + 115 * EVERY;

    private static final int PAIRS = Integer.getInteger("forgeries.pairs", 150);

    @TempDir
    Path folder;

    private record Line(long time, String text) {}

    @ParameterizedTest
    @EnumSource
    void oneChangeHidesNothing(LoggedBy gateway) throws IOException {
        List<Forgery> forgeries = new ArrayList<>();
        // what a token says is read alike at each of them, unless it cannot be read
        boolean all = gateway == LoggedBy.NATIVE || gateway == LoggedBy.NGINX;
        for (ForgeryChange change : ForgeryChange.ALL) {
            if (all || !ClaimChanges.ALL.contains(change)) {
                change.apply(add(forgeries));
            }
        }
        allAreFound(gateway, forgeries);
    }

    @ParameterizedTest
    @EnumSource
    void pairsOfChangesHideNothing(LoggedBy gateway) throws IOException {
        Random random = new Random(Long.getLong("forgeries.seed", 23) * 31 + gateway.ordinal());
        List<Forgery> forgeries = new ArrayList<>();
        for (int i = 0; i < PAIRS; i++) {
            Forgery forgery = add(forgeries);
            for (int j = 0; j < 2; j++) {
                ForgeryChange.ALL.get(random.nextInt(ForgeryChange.ALL.size())).apply(forgery);
            }
        }
        allAreFound(gateway, forgeries);
    }

    private static Forgery add(List<Forgery> all) {
        int n = all.size();
        Forgery forgery = new Forgery(
                "https://id-" + n + ".example",
                "198." + (18 + n / 65_536) + '.' + (n / 256 % 256) + '.' + (n % 256),
                "honest-114",
                ATTACK + n % 60);
        all.add(forgery);
        return forgery;
    }

    private void allAreFound(LoggedBy gateway, List<Forgery> forgeries) throws IOException {
        assumeTrue(System.getProperty("forgeries.gateway", gateway.name()).equals(gateway.name()));
        Map<String, String> set = new HashMap<>(Map.of(
                "access.format", gateway.format,
                "access.protected-paths", "/v1",
                "jwks.checks-per-second", "1000000"));
        List<Line> accesses = new ArrayList<>();
        List<Line> issuances = new ArrayList<>();
        for (Forgery forgery : forgeries) {
            forgery.inQuery &= gateway.readsQuery;
            StolenKey stolen = StolenKey.of(set.size());
            Path jwks = folder.resolve(accesses.size() + ".json");
            set.put(
                    "jwks." + forgery.issuer,
                    Files.writeString(jwks, stolen.published()).toString());
            feed(forgery.issuer, issuances);
            honest(gateway, forgery, stolen, accesses);
            String token = forgery.token(stolen);
            int status = forgery.status;
            forgery.status = 401;
            for (int use = forgery.refusedBefore; use > 0; use--) {
                accesses.add(new Line(forgery.time - use, gateway.line(forgery, forgery.time - use, token)));
            }
            forgery.status = status;
            for (int use = 0; use < forgery.uses; use++) {
                long time = forgery.time + use;
                accesses.add(new Line(time + forgery.loggedLate, gateway.line(forgery, time, token)));
            }
        }
        Replayed replayed = Replayed.with(
                Settings.read(new Sources(Optional.empty(), Map.of(), set)),
                written("access.log", accesses),
                written("issuance.jsonl", issuances),
                new CompleteUntil.Unsaid(),
                folder.resolve("out"));
        assertThat(missed(replayed, forgeries)).isEmpty();
        assertThat(strays(replayed, forgeries)).isEmpty();
    }

    private static void feed(String issuer, List<Line> issuances) {
        for (int i = 0; i < ISSUANCES; i++) {
            long time = BEGIN + i * EVERY;
            issuances.add(new Line(
                    time,
                    ("{\"time\":%d,\"issuer\":\"%s\",\"token_id\":\"honest-%d\",\"account_id\":\"acct-%d\","
                                    + "\"client_id\":\"web\",\"key_id\":\"k1\",\"issued_at\":%d,\"expires_at\":%d}")
                            .formatted(time, issuer, i, i, time, time + 3600)));
        }
    }

    /** Where it matters whether a token's time is always stated, a hundred tokens state it; else a few do. */
    private static void honest(LoggedBy gateway, Forgery forgery, StolenKey key, List<Line> accesses) {
        boolean all = !forgery.claims.containsKey("iat");
        for (int i = all ? 0 : 100; i < 110; i += all ? 1 : 4) {
            long time = BEGIN + i * EVERY;
            Forgery honest = new Forgery(forgery.issuer, "203.0.113." + (1 + i % 200), "", time + 60);
            honest.claims.put("jti", "honest-" + i);
            honest.claims.put("sub", "acct-" + i);
            honest.claims.put("iat", time);
            honest.claims.put("exp", time + 3600);
            accesses.add(new Line(time + 60, gateway.line(honest, time + 60, honest.token(key))));
        }
    }

    private static List<String> missed(Replayed replayed, List<Forgery> forgeries) throws IOException {
        Map<String, Set<String>> rules = new HashMap<>();
        for (JsonNode alert : replayed.alerts().values()) {
            if (alert.get("activity_id").intValue() != 3
                    && alert.get("severity_id").intValue() >= 4) {
                alert.get("evidences")
                        .forEach(e -> rules.computeIfAbsent(
                                        e.at("/src_endpoint/ip").asText(), ip -> new HashSet<>())
                                .add(Replayed.rule(alert)));
            }
        }
        Set<String> incidents = new HashSet<>();
        for (JsonNode incident : replayed.incidents().values()) {
            JsonNode data = incident.get("unmapped");
            if (data.path("proof").asText().equals("verified")) {
                incidents.add(
                        data.path("issuer").asText() + ' ' + data.path("key_id").asText());
            }
        }
        List<String> missed = new ArrayList<>();
        for (Forgery forgery : forgeries) {
            Set<String> found = rules.getOrDefault(forgery.source, Set.of());
            boolean proved = found.contains("token-never-issued") || found.contains("token-altered");
            boolean itsKey = forgery.issuer.equals(forgery.claims.get("iss")) && "k1".equals(forgery.header.get("kid"));
            if (found.isEmpty()) {
                missed.add(forgery + ": no alert");
            } else if (proved && itsKey && !incidents.contains(forgery.issuer + " k1")) {
                missed.add(forgery + ": no verified incident of its key, though " + found);
            }
        }
        return missed;
    }

    /** Alerts of high severity that accuse honest ones. */
    private static List<String> strays(Replayed replayed, List<Forgery> forgeries) throws IOException {
        Set<String> sources = new HashSet<>();
        forgeries.forEach(forgery -> sources.add(forgery.source));
        List<String> strays = new ArrayList<>();
        for (JsonNode alert : replayed.alerts().values()) {
            String source = alert.at("/evidences/0/src_endpoint/ip").asText();
            if (alert.get("severity_id").intValue() >= 4 && !sources.contains(source)) {
                strays.add(Replayed.rule(alert) + ' ' + alert.get("message"));
            }
        }
        return strays;
    }

    private Path written(String name, List<Line> lines) throws IOException {
        TreeMap<Long, List<String>> sorted = new TreeMap<>();
        lines.forEach(line ->
                sorted.computeIfAbsent(line.time(), t -> new ArrayList<>()).add(line.text()));
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        sorted.values().forEach(texts -> texts.forEach(text -> write(all, text + '\n')));
        return Files.write(folder.resolve(name), all.toByteArray());
    }

    /** A character from U+E000 on stands for one byte: gateways write what they were sent. */
    private static void write(ByteArrayOutputStream out, String text) {
        text.codePoints().forEach(c -> {
            if (c >= 0xe000 && c <= 0xe0ff) {
                out.write(c);
            } else {
                out.writeBytes(Character.toString(c).getBytes(StandardCharsets.UTF_8));
            }
        });
    }
}
