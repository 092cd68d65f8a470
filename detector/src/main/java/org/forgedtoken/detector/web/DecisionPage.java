package org.forgedtoken.detector.web;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.forgedtoken.detector.judge.Decision;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code /api/decision}, for gateways: 200 or 403, for a request of any method, with or without a body. nginx
 * {@code auth_request} takes its path as it is; Envoy {@code ext_authz} hangs the path of the request behind it.
 */
public final class DecisionPage {
    private static final Logger LOG = LoggerFactory.getLogger(DecisionPage.class);

    /** Where gateways ask. */
    public static final String PATH = "/api/decision";

    /**
     * Where other instances ask. No client can have a gateway ask there, so it needs no mark that says who asks: a mark in
     * a header could be set by whoever writes the request, to be answered by an instance that does not know the token.
     */
    public static final String PEER_PATH = "/peer/decision";

    /** Tells nginx, which does not see a body, what the JSON says. */
    public static final String REASON = "X-Detector-Reason";

    private static final int LONGEST_QUESTION = 64 * 1024;

    private DecisionPage() {}

    /** Whoever decides. */
    public interface Decider {
        /** Decides on a request with these values of its authorization headers. */
        Decision decide(List<String> authorization);

        /** Decides for another instance, and never asks a third; null where this instance does not know either. */
        @Nullable
        Decision asOwner(byte[] question);
    }

    /** The pages for gateways and for other instances. */
    public static List<Page> of(Decider decider) {
        return List.of(
                new Page(
                        PATH,
                        true,
                        Page.Door.HEADER,
                        Set.of(),
                        exchange -> answer(exchange, decision(exchange, decider))),
                new Page(PEER_PATH, false, Page.Door.HEADER, Set.of("POST"), exchange -> peer(exchange, decider)));
    }

    /**
     * The values of both headers, whichever the gateway uses: the client may have set the other one, and what is said
     * against either token counts.
     */
    private static List<String> authorization(HttpExchange exchange) {
        List<String> values = new ArrayList<>();
        for (String name : List.of("Authorization", "X-Original-Authorization")) {
            values.addAll(exchange.getRequestHeaders().getOrDefault(name, List.of()));
        }
        return values;
    }

    /** Whatever is odd about a request never opens: an error page would, where the gateway lets pass what fails. */
    private static Decision decision(HttpExchange exchange, Decider decider) {
        try {
            return decider.decide(authorization(exchange));
        } catch (RuntimeException e) {
            LOG.error("A token could not be decided on", e);
            return Decision.UNREADABLE;
        }
    }

    private static void peer(HttpExchange exchange, Decider decider) throws IOException {
        byte[] question = exchange.getRequestBody().readNBytes(LONGEST_QUESTION);
        Decision decision = decider.asOwner(question);
        if (decision == null) {
            Answer.text(exchange, 503, "This instance does not know.");
        } else {
            answer(exchange, decision);
        }
    }

    private static void answer(HttpExchange exchange, Decision decision) throws IOException {
        exchange.getResponseHeaders().set(REASON, decision.reason());
        String word = decision.allowed() ? "allow" : "deny";
        String json = "{\"decision\":\"" + word + "\",\"reason\":\"" + decision.reason() + "\"}\n";
        Answer.send(exchange, decision.allowed() ? 200 : 403, "application/json", json);
    }
}
