package org.forgedtoken.detector.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * A token signed with a stolen key and accepted by a gateway, with all of it that its sender controls: each try has an
 * issuer and a source of its own, so that it is known which alert is about it.
 */
final class Forgery {
    static final ObjectMapper JSON = new ObjectMapper();
    /** A token of somebody's, of which nothing is known. */
    private static final String HONEST_OPAQUE = "9f4c2e1a7b3d8e6f5a0c";

    final String issuer;
    final String source;
    final String honestToken;
    /** Event time of the first use, epoch s. */
    final long time;

    final Map<String, Object> header = new LinkedHashMap<>();
    final Map<String, Object> claims = new LinkedHashMap<>();
    UnaryOperator<String> headerText = UnaryOperator.identity();
    UnaryOperator<String> payload = UnaryOperator.identity();
    Charset claimsCharset = StandardCharsets.UTF_8;
    UnaryOperator<String> authorization = token -> "Bearer " + token;
    /** How a part is spelled that is signed. */
    UnaryOperator<String> part = UnaryOperator.identity();

    UnaryOperator<String> query = token -> "?access_token=" + token;
    String method = "GET";
    /** Whether the gateway reads the token from the query though the header holds an honest one. */
    boolean inQuery;

    String userAgent = "curl/8.5";
    String path = "/v1/orders";
    int status = 200;
    int uses = 1;
    /** So many uses before, which the gateway refused. */
    int refusedBefore;
    /** So many seconds later than others of its time its line is written. */
    long loggedLate;

    final List<String> changes = new ArrayList<>();

    Forgery(String issuer, String source, String honestToken, long time) {
        this.issuer = issuer;
        this.source = source;
        this.honestToken = honestToken;
        this.time = time;
        header.put("alg", "");
        header.put("typ", "JWT");
        header.put("kid", "k1");
        claims.put("iss", issuer);
        claims.put("jti", "forged");
        claims.put("sub", "victim");
        claims.put("client_id", "web");
        claims.put("iat", time - 60);
        claims.put("exp", time + 3540);
    }

    /** Signed with this key, whose algorithm it names. */
    String token(StolenKey key) {
        header.computeIfPresent("alg", (name, alg) -> alg.equals("") ? key.algorithm() : alg);
        try {
            String signed = part.apply(encode(
                            headerText.apply(JSON.writeValueAsString(header)).getBytes(StandardCharsets.UTF_8)))
                    + '.'
                    + part.apply(encode(
                            payload.apply(JSON.writeValueAsString(claims)).getBytes(claimsCharset)));
            return signed + '.' + encode(key.sign(signed.getBytes(StandardCharsets.US_ASCII)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What stands in the header. */
    String inHeader(String token) {
        return inQuery ? "Bearer " + HONEST_OPAQUE : authorization.apply(token);
    }

    /** What is asked for. */
    String uri(String token) {
        return inQuery ? path + query.apply(token) : path;
    }

    static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public String toString() {
        return issuer + ' ' + source + ' ' + changes;
    }
}
