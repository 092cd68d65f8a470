package org.forgedtoken.detector.chart;

import java.util.HashMap;
import java.util.Map;
import org.forgedtoken.detector.runtime.EmbeddedBroker;

/** A broker on loopback that lets nobody do anything without a right: an administrator, and the detector's user. */
final class AuthorizedBroker implements AutoCloseable {
    static final String DETECTOR = "detector";

    private static final String ADMIN = "admin";

    private final EmbeddedBroker broker;

    private AuthorizedBroker(EmbeddedBroker broker) {
        this.broker = broker;
    }

    static AuthorizedBroker start() {
        return new AuthorizedBroker(EmbeddedBroker.start(Map.of(
                "listener.security.protocol.map",
                "PLAINTEXT:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT",
                "inter.broker.listener.name",
                "PLAINTEXT",
                "sasl.enabled.mechanisms",
                "PLAIN",
                "sasl.mechanism.inter.broker.protocol",
                "PLAIN",
                "listener.name.plaintext.plain.sasl.jaas.config",
                login(ADMIN) + " user_admin=\"of-admin\" user_detector=\"of-detector\";",
                "authorizer.class.name",
                RecordingAuthorizer.class.getName(),
                // The controller's listener knows no names; nobody but the broker itself finds it.
                "super.users",
                "User:" + ADMIN + ";User:ANONYMOUS")));
    }

    /** How its administrator reaches it. */
    Map<String, Object> admin() {
        return new HashMap<>(client(ADMIN));
    }

    /** How the detector reaches it. */
    Map<String, String> detector() {
        return client(DETECTOR);
    }

    private Map<String, String> client(String user) {
        return Map.of(
                "bootstrap.servers",
                broker.bootstrapServers(),
                "security.protocol",
                "SASL_PLAINTEXT",
                "sasl.mechanism",
                "PLAIN",
                "sasl.jaas.config",
                login(user) + ';');
    }

    private static String login(String user) {
        return "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"" + user
                + "\" password=\"of-" + user + '"';
    }

    @Override
    public void close() {
        broker.close();
    }
}
