package org.forgedtoken.detector.ocsf;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.forgedtoken.detector.ocsf.IncidentJson.WrittenIncident;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WrittenIncidentTest {
    private static final String VALUE = """
        {"class_uid":2005,"finding_info_list":[{"uid":"a","status_id":9}],"status_id":%d,\
        "unmapped":{"uid":"i","endpoints":{"kind":1},"kind":"%s","proof":"%s"}}\
        """;

    @ParameterizedTest
    @CsvSource({
        "1, key-compromise, verified, true",
        "2, key-compromise, verified, true",
        "3, key-compromise, verified, false",
        "4, key-compromise, verified, false",
        "1, key-compromise, unverified, false",
        "1, source-campaign, verified, false"
    })
    void onlyAnOpenVerifiedIncidentOfAKeyCounts(int status, String kind, String proof, boolean counts) {
        assertThat(read(VALUE.formatted(status, kind, proof))).isEqualTo(counts);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{}", "{\"status_id\":\"1\"}", "{\"status_id\":1,\"unmapped\":[]}"})
    void whatCannotBeReadSaysNothing(String json) {
        assertThat(read(json)).isFalse();
    }

    private static boolean read(String json) {
        WrittenIncident incident = WrittenIncident.read(json.getBytes(StandardCharsets.UTF_8));
        return incident != null && incident.isOpen() && incident.verified() && incident.isOfKey();
    }
}
