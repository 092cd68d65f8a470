package org.forgedtoken.detector.ocsf;

import java.util.Map;

/** The MITRE ATT&amp;CK techniques that rules name, as OCSF {@code attack} objects. */
final class AttackTechnique {
    /** The release of the matrix from which the names are. */
    static final String MATRIX_VERSION = "18.1";

    private static final Map<String, JsonObject> BY_ID = Map.of(
            "T1606",
            attack(named("T1606", "Forge Web Credentials"), new JsonObject(), named("TA0006", "Credential Access")),
            "T1550.001",
            attack(
                    named("T1550", "Use Alternate Authentication Material"),
                    named("T1550.001", "Application Access Token"),
                    named("TA0008", "Lateral Movement")),
            "T1087",
            attack(named("T1087", "Account Discovery"), new JsonObject(), named("TA0007", "Discovery")),
            "T1530",
            attack(named("T1530", "Data from Cloud Storage"), new JsonObject(), named("TA0009", "Collection")),
            "T1499",
            attack(named("T1499", "Endpoint Denial of Service"), new JsonObject(), named("TA0040", "Impact")));

    private AttackTechnique() {}

    /** The technique or sub-technique of an id that a rule names. */
    static JsonObject of(String id) {
        JsonObject attack = BY_ID.get(id);
        if (attack == null) {
            throw new IllegalArgumentException("a rule names the ATT&CK technique " + id + ", which has no entry here");
        }
        return attack;
    }

    private static JsonObject attack(JsonObject technique, JsonObject sub, JsonObject tactic) {
        return new JsonObject()
                .put("technique", technique)
                .put("sub_technique", sub.orNothing())
                .put("tactic", tactic)
                .put("version", MATRIX_VERSION);
    }

    private static JsonObject named(String uid, String name) {
        return new JsonObject().put("uid", uid).put("name", name);
    }
}
