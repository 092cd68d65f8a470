package org.forgedtoken.detector.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What was told beside a flood: of the forged tokens among the honest traffic, of the flood, and of nobody else.
 *
 * @param found forged tokens of the traffic, each with an alert of its own
 * @param missed those without
 * @param wrong alerts that call an honest token forged; the example says which
 * @param alerts alert records written, by rule
 * @param incidents incidents told of
 * @param incidentRecords records of incidents written
 */
record FloodAnswer(
        int found,
        int missed,
        int wrong,
        String example,
        Map<String, Integer> alerts,
        int incidents,
        int incidentRecords) {
    private static final int DETECTION_FINDING = 2004;

    static FloodAnswer of(List<byte[]> written, Set<String> truth) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        Set<String> found = new HashSet<>();
        Set<String> wrong = new HashSet<>();
        Set<String> incidents = new HashSet<>();
        Map<String, Integer> alerts = new TreeMap<>();
        int incidentRecords = 0;
        for (byte[] one : written) {
            JsonNode json = mapper.readTree(one);
            JsonNode finding = json.path("finding_info");
            if (json.path("class_uid").asInt() != DETECTION_FINDING) {
                incidentRecords++;
                incidents.add(json.path("metadata").path("correlation_uid").asText());
                continue;
            }
            String rule = finding.path("analytic").path("uid").asText();
            alerts.merge(rule, 1, Integer::sum);
            String token = Answer.tokenId(json);
            boolean isToken = rule.equals("token-never-issued") || rule.equals("token-altered");
            if (truth.contains(token) && isToken) {
                found.add(token);
            } else if (isToken && !token.startsWith(FloodKind.PREFIX)) {
                wrong.add(rule + ' ' + token);
            }
        }
        return new FloodAnswer(
                found.size(),
                truth.size() - found.size(),
                wrong.size(),
                wrong.stream().sorted().findFirst().orElse(""),
                alerts,
                incidents.size(),
                incidentRecords);
    }

    int alertRecords() {
        return alerts.values().stream().mapToInt(Integer::intValue).sum();
    }

    boolean isRight() {
        return missed == 0 && wrong == 0;
    }

    @Override
    public String toString() {
        return found + " found, " + missed + " missed, " + wrong + " false " + example;
    }
}
