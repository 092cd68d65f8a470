package org.forgedtoken.detector.web;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
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

    private DecisionPage() {}

    /** Whoever decides. */
    public interface Decider {
        /** Decides on a request with these values of its authorization headers. */
        Decision decide(List<String> authorization);

        /** Decides for another instance, and never asks a third; null where this instance does not know either. */
        @Nullable
        Decision asOwner(byte[] question);
    }

    /**
     * The pages for gateways and for other instances.
     *
     * @param seal by which other instances know an answer of this one; nothing where they do not ask for that
     */
    public static List<Page> of(Decider decider, Optional<PeerSeal> seal) {
        return List.of(
                new Page(PATH, true, Page.Door.DECISION, Set.of(), request -> answer(decision(request, decider))),
                new Page(PEER_PATH, false, Page.Door.PEER, Set.of("POST"), request -> peer(request, decider, seal)));
    }

    /**
     * The values of both headers, whichever the gateway uses: the client may have set the other one, and what is said
     * against either token counts.
     */
    private static List<String> authorization(WebRequest request) {
        return Stream.of("Authorization", "X-Original-Authorization")
                .flatMap(name -> request.headers(name).stream())
                .toList();
    }

    /** Whatever is odd about a request never opens: an error page would, where the gateway lets pass what fails. */
    private static Decision decision(WebRequest request, Decider decider) {
        try {
            return decider.decide(authorization(request));
        } catch (RuntimeException e) {
            LOG.error("A token could not be decided on", e);
            return Decision.UNREADABLE;
        }
    }

    private static Answer peer(WebRequest request, Decider decider, Optional<PeerSeal> seal) {
        Decision decision = decider.asOwner(request.body());
        if (decision == null) {
            return Answer.text(503, "This instance does not know.");
        }
        Answer answer = answer(decision);
        String question = request.header(PeerSeal.HEADER);
        return seal.isEmpty() || question == null
                ? answer
                : answer.with(PeerSeal.HEADER, seal.get().ofAnswer(question, answer.status(), decision.reason()));
    }

    static Answer answer(Decision decision) {
        String word = decision.allowed() ? "allow" : "deny";
        String json = "{\"decision\":\"" + word + "\",\"reason\":\"" + decision.reason() + "\"}\n";
        return Answer.of(decision.allowed() ? 200 : 403, "application/json", json)
                .with(REASON, decision.reason());
    }
}
