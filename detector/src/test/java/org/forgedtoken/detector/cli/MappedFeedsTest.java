package org.forgedtoken.detector.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;

/**
 * A provider's log and a gateway's, as each writes it, meet: every token that the provider handed out is found in its
 * log, and only what it did not hand out, or not so, is a finding.
 */
class MappedFeedsTest {
    private static final int TOKENS = 150;
    private static final Instant START = Instant.parse("2025-11-25T10:00:00Z");

    @TempDir
    private Path folder;

    /** A provider, a gateway, and what a deployment of the two sets. */
    enum Pair {
        KEYCLOAK_AND_NGINX("keycloak", "nginx", "access.issuer=https://id.example/realms/shop", true),
        OKTA_AND_KONG("okta", "kong", "access.issuer=https://shop.okta.com/oauth2/default", true),
        ENTRA_AND_TRAEFIK("entra", "traefik", "access.issuer=none", false),
        AUTH0_AND_ENVOY("auth0", "envoy", "token.identity.https://shop.eu.auth0.com/=tuple", false);

        private final String issuance;
        private final String access;
        private final String setting;
        private final boolean comparesAccounts;

        Pair(String issuance, String access, String setting, boolean comparesAccounts) {
            this.issuance = issuance;
            this.access = access;
            this.setting = setting;
            this.comparesAccounts = comparesAccounts;
        }

        /** What the provider puts into its n-th token. */
        Map<String, String> claims(int n) {
            return switch (this) {
                case KEYCLOAK_AND_NGINX ->
                    Map.of("iss", "https://id.example/realms/shop", "jti", "onrtac:" + n, "sub", "u" + n, "azp", "web");
                case OKTA_AND_KONG ->
                    Map.of(
                            "iss",
                            "https://shop.okta.com/oauth2/default",
                            "jti",
                            "AT." + n,
                            "sub",
                            n + "@shop.example",
                            "cid",
                            "0oa1",
                            "uid",
                            "00u" + n);
                case ENTRA_AND_TRAEFIK ->
                    Map.of(
                            "iss",
                            "https://login.microsoftonline.com/t1/v2.0",
                            "uti",
                            base64(n),
                            "sub",
                            "pairwise" + n,
                            "azp",
                            "app1");
                case AUTH0_AND_ENVOY -> Map.of("iss", "https://shop.eu.auth0.com/", "sub", "auth0|" + n, "azp", "spa");
            };
        }

        /** What the provider logs of it. */
        String issued(int n, Instant time) {
            String line = switch (this) {
                case KEYCLOAK_AND_NGINX -> """
                            {"timestamp":"@T","loggerName":"org.keycloak.events","message":"type=\\"CODE_TO_TOKEN\\", realmId=\\"r\\", clientId=\\"web\\", userId=\\"u@N\\", token_id=\\"onrtac:@N\\""}""";
                case OKTA_AND_KONG -> """
                            {"published":"@T","eventType":"app.oauth2.as.token.grant.access_token","actor":{"id":"0oa1","alternateId":"0oa1","type":"PublicClientApp"},"outcome":{"result":"SUCCESS"},"target":[{"type":"User","id":"00u@N","alternateId":"@N@shop.example"},{"type":"access_token","id":"AT.@N"}]}""";
                case ENTRA_AND_TRAEFIK -> """
                            {"category":"NonInteractiveUserSignInLogs","properties":{"createdDateTime":"@T","userId":"oid@N","appId":"app1","resourceTenantId":"t1","status":{"errorCode":0},"uniqueTokenIdentifier":"@U"}}""";
                case AUTH0_AND_ENVOY -> """
                            {"log_id":"@N","data":{"date":"@T","type":"seacft","client_id":"spa","user_id":"auth0|@N","hostname":"shop.eu.auth0.com"}}""";
            };
            return filled(line, n, time).replace("@U", base64(n));
        }

        /** What the gateway logs of its use. */
        String used(int n, Instant time, Instant issuedAt) {
            return used(claims(n), time, issuedAt);
        }

        /** The n-th token's id in a token for somebody else. */
        String reused(int n, Instant time, Instant issuedAt) {
            Map<String, String> forged = new TreeMap<>(claims(n));
            forged.put("sub", "somebody-else");
            return used(forged, time, issuedAt);
        }

        private String used(Map<String, String> stated, Instant time, Instant issuedAt) {
            StringBuilder claims = new StringBuilder("{\"iat\":" + issuedAt.getEpochSecond());
            stated.forEach((name, value) -> claims.append(",\"" + name + "\":\"" + value + '"'));
            String payload = claims + "}";
            String line = switch (this) {
                case KEYCLOAK_AND_NGINX -> """
                            {"time":"@T","remote_addr":"192.0.2.7","request_method":"GET","request_uri":"/a?b=c","status":200,"token":"@K","signature_valid":true}""";
                case OKTA_AND_KONG -> """
                            {"started_at":@M,"client_ip":"192.0.2.7","request":{"method":"GET","uri":"/a?b=c","headers":{"authorization":"REDACTED"}},"response":{"status":200},"verified_token":"@K"}""";
                case ENTRA_AND_TRAEFIK -> """
                            {"StartUTC":"@T","ClientHost":"192.0.2.7","RequestMethod":"GET","RequestPath":"/a?b=c","DownstreamStatus":200,"request_X-Token-Log":"@K"}""";
                case AUTH0_AND_ENVOY -> """
                            {"start_time":"@T","method":"GET","path":"/a?b=c","response_code":200,"downstream_remote_address":"192.0.2.7:4711","jwt_payload":@P,"token":"@K"}""";
            };
            String token = url("{\"alg\":\"RS256\",\"kid\":\"k1\"}") + '.' + url(payload) + '.';
            return filled(line, 0, time).replace("@K", token).replace("@P", payload);
        }

        private static String filled(String line, int n, Instant time) {
            return line.replace("@T", time.toString())
                    .replace("@M", Long.toString(time.toEpochMilli()))
                    .replace("@N", Integer.toString(n));
        }

        private static String url(String text) {
            return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        }

        private static String base64(int n) {
            byte[] bytes = ByteBuffer.allocate(16).putInt(-n).putInt(n).array();
            return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        }
    }

    @ParameterizedTest
    @EnumSource(Pair.class)
    void theForgedTokensAreTheFindings(Pair pair) throws IOException {
        List<String> issued = new ArrayList<>();
        List<String> used = new ArrayList<>();
        for (int n = 1; n <= TOKENS; n++) {
            Instant time = START.plusSeconds(10L * n);
            issued.add(pair.issued(n, time));
            used.add(pair.used(n, time.plusMillis(1500), time));
            if (n == TOKENS / 3 && pair.comparesAccounts) {
                used.add(pair.reused(n, time.plusMillis(2500), time));
            }
            if (n == TOKENS / 2) {
                used.add(pair.used(TOKENS + 1, time.plusMillis(2500), time));
            }
        }
        Path issuance = Files.write(folder.resolve("issuance.log"), issued);
        Path access = Files.write(folder.resolve("access.log"), used);
        Path out = folder.resolve("out");
        StringWriter said = new StringWriter();
        CommandLine line = DetectorCommand.commandLine().setErr(new PrintWriter(said, true));

        int code = line.execute(
                "replay",
                "--access=" + access,
                "--access-format=" + pair.access,
                "--issuance=" + issuance,
                "--issuance-format=" + pair.issuance,
                "--ledger-complete-until",
                "--set=" + pair.setting,
                "--out=" + out);

        assertThat(code).as(said.toString()).isZero();
        JsonNode feeds = new ObjectMapper()
                .readTree(out.resolve("summary.json").toFile())
                .get("feeds");
        assertThat(feeds.at("/issuance/issued").intValue()).isEqualTo(TOKENS);
        assertThat(feeds.at("/access/issued").intValue()).as(feeds.toString()).isEqualTo(TOKENS);
        assertThat(feeds.at("/access/never_issued").intValue()).isEqualTo(1);
        assertThat(feeds.at("/access/altered").intValue()).isEqualTo(pair.comparesAccounts ? 1 : 0);
        assertThat(said.toString()).contains("token-never-issued: 1");
    }
}
