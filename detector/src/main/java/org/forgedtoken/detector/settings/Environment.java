package org.forgedtoken.detector.settings;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** How settings are named in the environment. */
final class Environment {

    static final String PREFIX = "DETECTOR_";

    static final String KAFKA_PREFIX = PREFIX + "KAFKA_";

    /** What the launcher and the log configuration read themselves. */
    private static final Set<String> NO_SETTINGS = Set.of("DETECTOR_JAVA_OPTS", "DETECTOR_LOG");

    /** What Kubernetes sets in every container for a service whose name begins with "detector". */
    private static final Pattern SERVICE_LINK =
            Pattern.compile("DETECTOR_(.*_)?(SERVICE_HOST|SERVICE_PORT(_.*)?|PORT(_\\d+_(TCP|UDP|SCTP).*)?)");

    private Environment() {}

    /** Whether the name is meant for someone else, once it is known to be no setting. */
    static boolean meantForOthers(String name) {
        return NO_SETTINGS.contains(name) || SERVICE_LINK.matcher(name).matches();
    }

    /** Kafka's keys have no dash and no underscore, so this loses nothing. */
    static String kafkaKey(String name) {
        return SettingsReader.KAFKA_PREFIX
                + name.substring(KAFKA_PREFIX.length()).toLowerCase(Locale.ROOT).replace('_', '.');
    }
}
