package org.forgedtoken.detector.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * What a run has found of what it should have.
 *
 * @param found forged tokens that are accused
 * @param missed forged tokens that are not
 * @param wrong other accusations
 * @param example one of these, or nothing
 */
record Answer(int found, int missed, int wrong, String example) {
    private static final String ALERT = "org.forgedtoken.alert.";

    /** Of a detector's alert topic, read to its end: any alert that stands counts, whatever its rule. */
    static Answer ofAlerts(List<ConsumerRecord<byte[], byte[]>> alerts, Set<String> truth) throws IOException {
        Map<String, String> standing = new HashMap<>();
        ObjectMapper mapper = new ObjectMapper();
        for (ConsumerRecord<byte[], byte[]> alert : alerts) {
            String type = header(alert, "ce_type");
            if (!type.startsWith(ALERT)) {
                continue; // the change of an incident
            }
            String uid = new String(alert.key(), StandardCharsets.UTF_8);
            if (type.equals(ALERT + "close")) {
                standing.remove(uid);
            } else {
                JsonNode json = mapper.readTree(alert.value());
                String token = json.path("evidences")
                        .path(0)
                        .path("data")
                        .path("token_id")
                        .asText();
                String rule = header(alert, "rule");
                standing.put(
                        uid,
                        rule.equals("token-never-issued")
                                ? token
                                : rule + ' ' + json.path("message").asText());
            }
        }
        return of(new HashSet<>(standing.values()), truth);
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

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }
}
