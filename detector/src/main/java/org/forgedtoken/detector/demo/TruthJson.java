package org.forgedtoken.detector.demo;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes {@code truth.json}: the parameters, and what must be found. */
final class TruthJson {
    private final TrafficPlan plan;
    private final Truth truth;

    TruthJson(TrafficPlan plan, Truth truth) {
        this.plan = plan;
        this.truth = truth;
    }

    String text() {
        JsonObject alerts = new JsonObject();
        truth.alerts().forEach(alerts::texts);
        return new JsonObject()
                        .raw("parameters", parameters())
                        .raw("outage", outage())
                        .raw("alerts", alerts.toString())
                        .raw("altered_variants", list(Fault.ALTERED_ACCOUNT, Fault.ALTERED_SCOPE))
                        .raw("accesses", accessCounts())
                        .raw("issuances", issuanceCounts())
                        .raw("lists", lists())
                        .raw("incidents", incidents())
                        .raw("rules", rules())
                        .raw("planted", list(Fault.values()))
                + "\n";
    }

    private String list(Fault... faults) {
        List<Fault> wanted = List.of(faults);
        return truth.planted().stream()
                .filter(one -> wanted.contains(one.fault()))
                .map(Planted::toJson)
                .collect(Collectors.joining(",\n", "[\n", "]"));
    }

    private String parameters() {
        JsonObject faults = new JsonObject();
        plan.attack().faults().forEach((fault, count) -> faults.number(fault.name(), count));
        Timing timing = plan.timing();
        return new JsonObject()
                .number("seed", plan.seed())
                .text("start", plan.start().toString())
                .text("duration", plan.duration().toString())
                .number("rate", plan.rate())
                .number("issuers", plan.issuers())
                .text("grace", timing.grace().toString())
                .text("skew", timing.skew().toString())
                .text("revocation_grace", timing.revocationGrace().toString())
                .text("hole_wait", timing.holeWait().toString())
                .text("token_life", timing.tokenLife().toString())
                .text("attack_after", plan.attack().after().toString())
                .text("attack_length", plan.attack().length().toString())
                .raw("faults_asked", faults.toString())
                .raw("site", site())
                .raw("campaign", campaign())
                .toString();
    }

    private String outage() {
        TrafficPlan.Gap gap = plan.gap();
        String kind = gap.outage().name().toLowerCase(Locale.ROOT);
        JsonObject outage = new JsonObject().text("kind", kind);
        if (gap.outage() != Outage.NONE) {
            outage.text("since", plan.start().plus(gap.after()).toString())
                    .text(
                            "until",
                            plan.start().plus(gap.after()).plus(gap.length()).toString());
        }
        return outage.bool("ledger_degraded", gap.outage() != Outage.NONE).toString();
    }

    private String accessCounts() {
        JsonObject counts = new JsonObject().number("read", truth.accesses());
        for (Outcome outcome : Outcome.values()) {
            counts.number(outcome.text(), truth.accesses(outcome));
        }
        return counts.toString();
    }

    private String issuanceCounts() {
        JsonObject counts = new JsonObject().number("read", truth.issuances());
        for (Truth.Issuance kind : Truth.Issuance.values()) {
            counts.number(kind.name().toLowerCase(Locale.ROOT), truth.issuances(kind));
        }
        return counts.toString();
    }

    private String site() {
        Site site = plan.site();
        return new JsonObject()
                .number("members", site.members())
                .number("offices", site.offices())
                .number("office_workers", site.officeWorkers())
                .number("partners", site.partners())
                .number("partner_customers", site.partnerCustomers())
                .number("services", site.services())
                .number("sign_ups", site.signUps())
                .number("deletions", site.deletions())
                .bool("lists", site.lists())
                .bool("early_logins", site.earlyLogins())
                .toString();
    }

    private String campaign() {
        Campaign campaign = plan.campaign();
        Campaign.Extras extras = campaign.extras();
        return new JsonObject()
                .number("accounts", campaign.accounts())
                .number("addresses", campaign.addresses())
                .number("accesses", campaign.accesses())
                .number("together", campaign.together())
                .text("test_after", campaign.testAfter().toString())
                .text("after", campaign.after().toString())
                .text("length", campaign.length().toString())
                .number("retired_key_tokens", extras.retiredKeyTokens())
                .number("unknown_key_tokens", extras.unknownKeyTokens())
                .number("rate_spikes", extras.rateSpikes())
                .number("fan_outs", extras.fanOuts())
                .bool("rotation_overdue", extras.rotationOverdue())
                .toString();
    }

    private String rules() {
        return truth.expected().entrySet().stream()
                .map(entry -> JsonObject.quote(entry.getKey())
                        + ':'
                        + entry.getValue().toJson())
                .collect(Collectors.joining(",\n", "{\n", "}"));
    }

    private String incidents() {
        return truth.incidents().stream().map(IncidentTruth::toJson).collect(Collectors.joining(",\n", "[\n", "]"));
    }

    private String lists() {
        return new JsonObject()
                .number("keys", truth.listed(GeneratedRecord.Feed.KEYS))
                .number("accounts", truth.listed(GeneratedRecord.Feed.ACCOUNTS))
                .toString();
    }
}
