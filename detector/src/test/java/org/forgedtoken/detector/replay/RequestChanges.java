package org.forgedtoken.detector.replay;

import static org.forgedtoken.detector.replay.ForgeryChange.agent;
import static org.forgedtoken.detector.replay.ForgeryChange.change;
import static org.forgedtoken.detector.replay.ForgeryChange.path;

import java.util.List;

/** What the sender of a forged token changes in the request around it, and in when it is told. */
final class RequestChanges {
    private RequestChanges() {}

    static final List<ForgeryChange> ALL = List.of(
            // the rest of the request
            agent("of 66 KB", "a".repeat(66_000)),
            agent("of 33 000 quotes", "\"".repeat(33_000)),
            agent("of backslashes", "\\".repeat(999)),
            agent("of control characters", "\u0000\u0007\u001b[31m\r\n\u202e"),
            agent("like a record", "\",\"token\":\"x\",\"status\":401}"),
            agent("empty", ""),
            path("/V1/ORDERS"),
            path("/v1;v=1/orders"),
            path("/%2576%2531/orders"),
            path("//v1/./x/../orders"),
            path("/v1./orders"),
            path("/v1/" + "p".repeat(20_000)),
            change("status 101", f -> f.status = 101),
            change("status 304", f -> f.status = 304),
            change("status 404", f -> f.status = 404),
            change("status 499", f -> f.status = 499),
            path("http://evil.example/v1/orders"),
            change("status 403", f -> f.status = 403),
            change("status 500", f -> f.status = 500),
            change("three uses", f -> f.uses = 3),
            change("forty uses", f -> f.uses = 40),
            agent("that is no UTF-8", "\ue0ff\ue0c3(\ue0f0\ue09f\ue0fe"),
            agent("of half characters", "\ud800 \udfff"),
            path("/v1/\ue0ff\ue0c0\ue0af"),
            path("/#/../v1/orders"),
            path("/v1#/../x"),
            path("/x/..%c0%af/v1/orders"),
            path("/v1%00/orders"),
            path("/x/..\\v1/orders"),
            path("/\\v1/orders"),
            path("v1/orders"),
            path("/v1;/orders"),
            path("/;x=y/v1/orders"),
            path("/x/..;/v1/orders"),
            path("/v1%2forders"),
            path("/v1%5corders"),
            path("/v1%3forders"),
            path("/v1%23x"),
            path("/v1%20/orders"),
            path("///v1///orders"),
            path("/x/%2e%2e/v1/orders"),
            path("/x/%252e%252e/v1/orders"),
            path("/x/%252e%252e%252fv1/orders"),
            path("/v%2531/orders"),
            path("/%u0076%u0031/orders"),
            path("/v1\t/orders"),
            change("lower-case method", f -> f.method = "get"),
            change("status 204", f -> f.status = 204),
            change("status 302", f -> f.status = 302),
            change("status 429", f -> f.status = 429),
            change("status 599", f -> f.status = 599),
            change("refused before", f -> f.refusedBefore = 3),
            change("logged an hour late", f -> f.loggedLate = 3600),
            change("logged five hours late", f -> f.loggedLate = 5 * 3600));
}
