package org.forgedtoken.detector.topology.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.statistics.Statistics;
import org.forgedtoken.detector.feed.CarriedIssuers;
import org.forgedtoken.detector.feed.IdentityKind;
import org.forgedtoken.detector.feed.PlainUse;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.reading.AccessReader;
import org.forgedtoken.detector.reading.PlainAccessReader;
import org.forgedtoken.detector.reading.PlainFields;
import org.forgedtoken.detector.reading.signature.SignatureCheck;
import org.forgedtoken.detector.settings.AnySettings;
import org.forgedtoken.detector.settings.Catalogue;
import org.forgedtoken.detector.settings.Settings;
import org.forgedtoken.detector.settings.Settings.ByName;
import org.forgedtoken.detector.step.Channel;
import org.forgedtoken.detector.step.Counts;
import org.forgedtoken.detector.step.Emit;
import org.forgedtoken.detector.step.Origin;
import org.forgedtoken.detector.step.ReadAccess;
import org.forgedtoken.detector.step.TokenEvent;
import org.junit.jupiter.api.Test;

/** What is written out of a record has the bytes of what the ordinary steps say of it. */
class PlainUseFormTest {
    private static final long NOW = Instant.parse("2026-03-02T10:00:00Z").toEpochMilli();

    /** By field what gateways and forgers write in it; single quotes stand for double ones. */
    private static final SortedMap<String, List<String>> VALUES = new TreeMap<>(Map.ofEntries(
            Map.entry("time", List.of("'2026-03-02T09:59:00.123Z'", "1772445540", "1772445540123", "1772445540.5")),
            Map.entry("token_id", List.of("'t1'", "'t1'", "'a|b'", "'tö'", "'x%41'", "''", "7")),
            Map.entry("token_digest", List.of("'" + "1".repeat(64) + "'", "''", "null")),
            Map.entry("token", List.of("'opaque-secret-1'", "null", "'eyJhbGciOiJub25lIn0.eyJqdGkiOiJ0MSJ9.'")),
            Map.entry(
                    "issuer",
                    List.of(
                            "'https://idp'",
                            "'https://idp'",
                            "'https://idp/'",
                            "'https://odd'",
                            "'https://other'",
                            "''")),
            Map.entry(
                    "account_id",
                    List.of(
                            "'bob'",
                            "''",
                            "7",
                            "'j\\u0061n'",
                            "'" + "b".repeat(128) + "'",
                            "'" + "b".repeat(600) + "'")),
            Map.entry("client_id", List.of("'app'", "null", "'" + "c".repeat(200) + "'", "true")),
            Map.entry("key_id", List.of("'k1'", "'ewo'", "'eyJhbGciOiJub25lIn0.e30.x'")),
            Map.entry("issued_at", List.of("0", "1772445000", "'2026-03-02T09:50:00Z'", "-1", "1e9", "'soon'", "null")),
            Map.entry("expires_at", List.of("1772449200000", "'2026-03-02T11:00:00+00:00'", "99999999999999")),
            Map.entry("source_ip", List.of("'192.0.2.1'", "'2001:db8::1'", "'bad'", "''", "7")),
            Map.entry(
                    "user_agent",
                    List.of(
                            "'curl/8'",
                            "'a \\'b\\''",
                            "'" + "u".repeat(1024) + "'",
                            "'" + "u".repeat(1025) + "'",
                            "'é'")),
            Map.entry("method", List.of("'GET'", "'get'", "7")),
            Map.entry(
                    "path",
                    List.of(
                            "'/v1/orders'",
                            "'/v1/a?b=c#d'",
                            "'/v1/a#b?c'",
                            "'?'",
                            "'#'",
                            "'/public'",
                            "'/v1?t=eyJhbGciOiJub25lIn0.e30.x'",
                            "'/" + "p".repeat(1200) + "'")),
            Map.entry("status", List.of("200", "0", "'200'", "401", "2000", "20.5", "null")),
            Map.entry("authenticated", List.of("true", "false", "'true'", "1")),
            Map.entry("request_id", List.of("'r-1'", "['r']", "''")),
            Map.entry("signature_valid", List.of("true", "false", "null", "'1'")),
            Map.entry("kind", List.of("'access'", "'Access'", "'REFRESH'", "''")),
            Map.entry("more", List.of("{'token_id':'t2'}", "'eyJhbGciOiJub25lIn0.e30.x'"))));

    @Property(tries = 3_000)
    void theSameBytesAsTheOrdinarySteps(@ForAll Random random) {
        Settings settings = settings(random);
        byte[] record = record(random).replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        long offset = random.nextLong() >>> (1 + random.nextInt(63));
        CarriedIssuers carried = new CarriedIssuers("https://unset");
        if (random.nextBoolean()) {
            carried.add("https://idp");
        }
        List<TokenEvent> said = new ArrayList<>();

        PlainUse use = new PlainUse();
        PlainFields plain = new PlainAccessReader(settings, carried).readWhole(record, NOW, use);
        ReadAccess ordinary = ordinary(settings, carried, said);
        ordinary.read(Origin.ofTopic("access-log", 12, offset), record, NOW);

        Statistics.collect(plain == null ? "whole" : "plain");
        Statistics.coverage(coverage -> coverage.check("plain").percentage(p -> p > 20));
        if (plain != null) {
            TokenEventsPack written = new TokenEventsPack();
            written.add(use, plain, "access-log-12-".getBytes(StandardCharsets.US_ASCII), offset);
            TokenEventsPack expected = new TokenEventsPack();
            said.forEach(event -> expected.add((TokenEvent.OfToken) event));
            assertThat(said).as(new String(record, StandardCharsets.UTF_8)).hasSize(1);
            assertThat(written.key()).isEqualTo(expected.key());
            assertThat(written.take().bytes()).isEqualTo(expected.take().bytes());
            assertThat(ordinary.newest()).isEqualTo(use.time());
        }
    }

    /** Whoever floods JUDGE with forged tokens would have each use read twice. */
    @Test
    void whereMostAreReadWholeAllAreAtOnce() {
        PlainUse use = new PlainUse();
        byte[] record = ("{\"time\":1772445540,\"token_id\":\"t\",\"issuer\":\"idp\",\"request_id\":\""
                        + "r".repeat(250) + "\"}")
                .getBytes(StandardCharsets.UTF_8);
        PlainFields plain =
                new PlainAccessReader(Settings.defaults(), new CarriedIssuers(null)).readWhole(record, NOW, use);
        TokenEventsPack pack = new TokenEventsPack();
        pack.add(use, Objects.requireNonNull(plain), new byte[0], 1);
        byte[] written = pack.take().bytes();
        TokenEventsCodec codec = new TokenEventsCodec();

        for (int i = 0; i < 4_095; i++) {
            assertThat(whole(codec.forJudge(written))).isInstanceOf(TokenEvent.Used.class);
        }
        assertThat(codec.forJudge(written)).first().isInstanceOf(TokenEvent.Plain.class);
        assertThat(codec.forJudge(written)).first().isInstanceOf(TokenEvent.Used.class);
    }

    private static TokenEvent whole(List<TokenEvent> events) {
        return ((TokenEvent.Plain) events.get(0)).whole(0).get();
    }

    private ReadAccess ordinary(Settings settings, CarriedIssuers carried, List<TokenEvent> said) {
        Emit out = new Emit() {
            @Override
            public <M> void to(Channel<M> channel, M message) {
                if (channel == Channel.TOKEN_EVENTS) {
                    said.add((TokenEvent) message);
                }
            }
        };
        AccessReader reader = new AccessReader(settings, SignatureCheck.NONE);
        return new ReadAccess(reader, settings.identity(), carried, Times.UNKNOWN, out, Counts.NONE);
    }

    private static Settings settings(Random random) {
        List<String> issuers =
                List.of("https://idp", "https://unset", "", "https://idpé", "https://" + "i".repeat(600));
        return AnySettings.of(
                Catalogue.ACCESS_ISSUER,
                issuers.get(random.nextInt(issuers.size())),
                Catalogue.ACCESS_PROTECTED_PATHS,
                random.nextBoolean() ? List.of() : List.of("/v1"),
                Catalogue.TOKEN_IDENTITY,
                new ByName<>(IdentityKind.ID, Map.of("https://odd", IdentityKind.TUPLE)));
    }

    private static String record(Random random) {
        int strange = random.nextInt(6);
        List<String> members = new ArrayList<>();
        VALUES.forEach((name, values) -> {
            boolean isUsual =
                    !List.of("token", "token_digest", "more", "authenticated").contains(name);
            boolean isNeeded = name.equals("time") || name.equals("token_id");
            if (random.nextInt(isNeeded ? 30 : isUsual ? 3 : 40) > 0 == (isNeeded || isUsual)) {
                int value = random.nextInt(20) < strange ? random.nextInt(values.size()) : 0;
                members.add("'" + name + "':" + values.get(value));
            }
        });
        if (random.nextInt(30) == 0) {
            members.add("'kind':'access'");
        }
        Collections.shuffle(members, random);
        String blank = random.nextInt(5) == 0 ? " " : "";
        return "{" + String.join("," + blank, members) + "}";
    }
}
