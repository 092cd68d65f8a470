package org.forgedtoken.detector.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a run has found of what it should have.
 *
 * @param found forged tokens that are accused
 * @param missed forged tokens that are not
 * @param wrong other accusations
 * @param example one of these, or nothing
 */
record Answer(int found, int missed, int wrong, String example) {
    private static final int DETECTION_FINDING = 2004;
    private static final int CLOSED = 3;

    /** Of all that a detector has written, in order, as JSON: any alert that stands counts, whatever its rule. */
    static Answer ofAlerts(List<byte[]> written, Set<String> truth) throws IOException {
        Map<String, String> standing = new HashMap<>();
        ObjectMapper mapper = new ObjectMapper();
        for (byte[] one : written) {
            JsonNode json = mapper.readTree(one);
            if (json.path("class_uid").asInt() != DETECTION_FINDING) {
                continue; // the change of an incident
            }
            JsonNode finding = json.path("finding_info");
            String uid = finding.path("uid").asText();
            if (json.path("activity_id").asInt() == CLOSED) {
                standing.remove(uid);
            } else {
                String rule = finding.path("analytic").path("uid").asText();
                standing.put(
                        uid,
                        rule.equals("token-never-issued")
                                ? tokenId(json)
                                : rule + ' ' + json.path("message").asText());
            }
        }
        return of(new HashSet<>(standing.values()), truth);
    }

    /** The id of the token that an alert accuses. */
    static String tokenId(JsonNode alert) {
        return alert.path("evidences").path(0).path("data").path("token_id").asText();
    }

    /** @param accused ids of tokens */
    static Answer of(Set<String> accused, Set<String> truth) {
        Set<String> found = new HashSet<>(accused);
        found.retainAll(truth);
        Set<String> wrong = new HashSet<>(accused);
        wrong.removeAll(truth);
        return new Answer(
                found.size(),
                truth.size() - found.size(),
                wrong.size(),
                wrong.stream().sorted().findFirst().orElse(""));
    }

    boolean isRight() {
        return missed == 0 && wrong == 0;
    }

    @Override
    public String toString() {
        return found + " found, " + missed + " missed, " + wrong + " false";
    }
}
