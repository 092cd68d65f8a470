package org.forgedtoken.detector.ocsf;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The MITRE ATT&CK techniques that rules name, as OCSF {@code attack} objects. */
enum AttackTechnique {
    FORGE_WEB_CREDENTIALS("T1606", "Forge Web Credentials", null, null, Tactic.CREDENTIAL_ACCESS),
    APPLICATION_ACCESS_TOKEN(
            "T1550",
            "Use Alternate Authentication Material",
            "T1550.001",
            "Application Access Token",
            Tactic.LATERAL_MOVEMENT),
    ACCOUNT_DISCOVERY("T1087", "Account Discovery", null, null, Tactic.DISCOVERY),
    DATA_FROM_CLOUD_STORAGE("T1530", "Data from Cloud Storage", null, null, Tactic.COLLECTION),
    ENDPOINT_DENIAL_OF_SERVICE("T1499", "Endpoint Denial of Service", null, null, Tactic.IMPACT);

    /** The release of the matrix from which the names are. */
    static final String MATRIX_VERSION = "18.1";

    private enum Tactic {
        CREDENTIAL_ACCESS("TA0006", "Credential Access"),
        LATERAL_MOVEMENT("TA0008", "Lateral Movement"),
        DISCOVERY("TA0007", "Discovery"),
        COLLECTION("TA0009", "Collection"),
        IMPACT("TA0040", "Impact");

        private final String id;
        private final String label;

        Tactic(String id, String label) {
            this.id = id;
            this.label = label;
        }
    }

    private final String id;
    private final String label;
    private final @Nullable String subId;
    private final @Nullable String subLabel;
    private final Tactic tactic;

    AttackTechnique(String id, String label, @Nullable String subId, @Nullable String subLabel, Tactic tactic) {
        this.id = id;
        this.label = label;
        this.subId = subId;
        this.subLabel = subLabel;
        this.tactic = tactic;
    }

    /** The technique or sub-technique of an id that a rule names. */
    static AttackTechnique of(String id) {
        for (AttackTechnique technique : values()) {
            if (id.equals(technique.subId == null ? technique.id : technique.subId)) {
                return technique;
            }
        }
        throw new IllegalArgumentException("a rule names the ATT&CK technique " + id + ", which has no entry here");
    }

    /** Writes the content of the {@code attack} object. */
    void write(JsonLine json) throws IOException {
        named(json, "technique", id, label);
        if (subId != null && subLabel != null) {
            named(json, "sub_technique", subId, subLabel);
        }
        named(json, "tactic", tactic.id, tactic.label);
        json.exact("version", MATRIX_VERSION);
    }

    private static void named(JsonLine json, String field, String uid, String name) throws IOException {
        json.object(field, () -> {
            json.exact("uid", uid);
            json.exact("name", name);
        });
    }
}
