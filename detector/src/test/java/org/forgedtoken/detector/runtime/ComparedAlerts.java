package org.forgedtoken.detector.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What alerts say in the end, as far as it must be equal (reference/verdicts.md). What a source is accused of is judged when it
 * comes in, so it may begin with another access, or stay below the least number; alerts of a feed name its partition, of which
 * files have but one.
 */
final class ComparedAlerts {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ComparedAlerts() {}

    /** The last record of each alert, by rule and uid, without when and from where it was written. */
    static SortedMap<String, JsonNode> of(List<String> lines) throws IOException {
        SortedMap<String, JsonNode> last = new TreeMap<>();
        for (String line : lines) {
            take(JSON.readTree(line), last);
        }
        return last;
    }

    /** What is said otherwise, as {@code alert: pointer: one / other}. */
    static List<String> differences(
            String one, SortedMap<String, JsonNode> ofOne, String other, SortedMap<String, JsonNode> ofOther) {
        List<String> differences = new ArrayList<>();
        Set<String> all = new TreeSet<>(ofOne.keySet());
        all.addAll(ofOther.keySet());
        for (String alert : all) {
            JsonNode a = ofOne.get(alert);
            JsonNode b = ofOther.get(alert);
            if (a == null || b == null) {
                differences.add(alert + (a == null ? ": " + other + " alone: " + b : ": " + one + " alone: " + a));
            } else if (!a.equals(b)) {
                a.fieldNames().forEachRemaining(field -> {
                    if (!a.get(field).equals(b.get(field))) {
                        differences.add(alert + ": " + field + ": " + a.get(field) + " / " + b.get(field));
                    }
                });
            }
        }
        return differences;
    }

    private static void take(JsonNode alert, SortedMap<String, JsonNode> last) {
        if (alert.get("class_uid").intValue() != 2004) {
            return;
        }
        String rule = alert.at("/finding_info/analytic/uid").textValue();
        if (rule.equals("ledger-degraded") || rule.startsWith("source-")) {
            return;
        }
        ObjectNode rest = alert.deepCopy();
        rest.remove("time");
        if (rest.get("count").longValue() >= 100) {
            // of so many uses the time of the hundredth is not told alike (decision 3)
            rest.remove("end_time");
            ((ObjectNode) rest.get("finding_info")).remove("last_seen_time");
        }
        ObjectNode metadata = (ObjectNode) rest.get("metadata");
        metadata.remove("uid");
        ((ObjectNode) metadata.get("product")).remove("version");
        rest.get("evidences").forEach(evidence -> ((ObjectNode) evidence.get("data")).remove("record"));
        last.put(rule + ' ' + alert.at("/finding_info/uid").textValue(), rest);
    }
}
