package org.forgedtoken.detector.chart;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.fabric8.openshift.api.model.monitoring.v1.PodMonitor;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.kubernetes.client.openapi.JSON;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1ServiceAccount;
import io.kubernetes.client.openapi.models.V1StatefulSet;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import io.strimzi.api.kafka.model.user.KafkaUser;
import java.io.IOException;
import java.io.Serial;
import java.util.Map;

/** Reads a manifest into the type that its kind has, field by field: one that the type does not know is refused. */
final class KubernetesTypes {
    private interface Check {
        void of(String manifest) throws IOException;
    }

    /** Those types keep what they do not know, which is what must not be. */
    private static final ObjectMapper STRICT = new ObjectMapper()
            .setAnnotationIntrospector(new JacksonAnnotationIntrospector() {
                @Serial
                private static final long serialVersionUID = 1;

                @Override
                public Boolean hasAnySetter(Annotated annotated) {
                    return false;
                }
            })
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private static final Map<String, Check> CHECKS = Map.ofEntries(
            Map.entry("v1 ConfigMap", kubernetes(V1ConfigMap.class, V1ConfigMap::validateJsonElement)),
            Map.entry("v1 Service", kubernetes(V1Service.class, V1Service::validateJsonElement)),
            Map.entry("v1 ServiceAccount", kubernetes(V1ServiceAccount.class, V1ServiceAccount::validateJsonElement)),
            Map.entry("apps/v1 StatefulSet", kubernetes(V1StatefulSet.class, V1StatefulSet::validateJsonElement)),
            Map.entry(
                    "policy/v1 PodDisruptionBudget",
                    kubernetes(V1PodDisruptionBudget.class, V1PodDisruptionBudget::validateJsonElement)),
            Map.entry(
                    "networking.k8s.io/v1 NetworkPolicy",
                    kubernetes(V1NetworkPolicy.class, V1NetworkPolicy::validateJsonElement)),
            Map.entry("monitoring.coreos.com/v1 PodMonitor", strict(PodMonitor.class)),
            Map.entry("monitoring.coreos.com/v1 PrometheusRule", strict(PrometheusRule.class)),
            Map.entry("kafka.strimzi.io/v1 KafkaTopic", strict(KafkaTopic.class)),
            Map.entry("kafka.strimzi.io/v1 KafkaUser", strict(KafkaUser.class)),
            Map.entry("kafka.strimzi.io/v1beta2 KafkaTopic", strict(KafkaTopic.class)),
            Map.entry("kafka.strimzi.io/v1beta2 KafkaUser", strict(KafkaUser.class)));

    private KubernetesTypes() {}

    /** @throws RuntimeException or {@link IOException} that names the field which the type does not know */
    static void check(JsonNode manifest) throws IOException {
        String type = manifest.path("apiVersion").asText()
                + ' '
                + manifest.path("kind").asText();
        Check check = CHECKS.get(type);
        if (check == null) {
            throw new IllegalArgumentException("no manifest of type " + type + " is expected here");
        }
        check.of(manifest.toString());
    }

    private interface Validation {
        void of(JsonElement manifest) throws IOException;
    }

    private static Check kubernetes(Class<?> type, Validation validation) {
        return manifest -> {
            validation.of(JsonParser.parseString(manifest));
            JSON.deserialize(manifest, type);
        };
    }

    private static Check strict(Class<?> type) {
        return manifest -> read(manifest, type);
    }

    private static void read(String manifest, Class<?> type) throws JsonProcessingException {
        STRICT.readValue(manifest, type);
    }
}
