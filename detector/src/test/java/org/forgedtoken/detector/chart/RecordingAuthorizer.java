package org.forgedtoken.detector.chart;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.metadata.authorizer.StandardAuthorizer;
import org.apache.kafka.server.authorizer.Action;
import org.apache.kafka.server.authorizer.AuthorizableRequestContext;
import org.apache.kafka.server.authorizer.AuthorizationResult;

/**
 * Kafka's own authorizer, which notes what the detector has asked for. The broker makes it, so what it notes is static: one test at a
 * time, which the lock of its name ensures.
 */
public final class RecordingAuthorizer extends StandardAuthorizer {
    private record Asked(AclOperation operation, ResourceType type, String name) implements Comparable<Asked> {
        @Override
        public int compareTo(Asked other) {
            return toString().compareTo(other.toString());
        }

        boolean needs(AclBinding right) {
            boolean named = right.pattern().patternType() == PatternType.PREFIXED
                    ? name.startsWith(right.pattern().name())
                    : name.equals(right.pattern().name());
            return named
                    && type == right.pattern().resourceType()
                    && operation == right.entry().operation();
        }
    }

    private static final Set<Asked> ALLOWED = new ConcurrentSkipListSet<>();
    private static final Set<Asked> DENIED = new ConcurrentSkipListSet<>();

    @Override
    public List<AuthorizationResult> authorize(AuthorizableRequestContext context, List<Action> actions) {
        List<AuthorizationResult> results = super.authorize(context, actions);
        if (context.principal().getName().equals(AuthorizedBroker.DETECTOR)) {
            for (int i = 0; i < results.size(); i++) {
                Action action = actions.get(i);
                Asked asked = new Asked(
                        action.operation(),
                        action.resourcePattern().resourceType(),
                        action.resourcePattern().name());
                // What is asked of a right that nobody minds to miss is not to be logged, and counts for nothing here.
                if (action.logIfDenied()) {
                    (results.get(i) == AuthorizationResult.ALLOWED ? ALLOWED : DENIED).add(asked);
                }
            }
        }
        return results;
    }

    static void forget() {
        ALLOWED.clear();
        DENIED.clear();
    }

    /** What it was refused, but for what it asks in case it may. */
    static Set<String> denied() {
        Set<String> denied = new TreeSet<>();
        DENIED.forEach(asked -> denied.add(asked.toString()));
        return denied;
    }

    static boolean wasNeeded(AclBinding right) {
        return ALLOWED.stream().anyMatch(asked -> asked.needs(right));
    }
}
