package org.forgedtoken.detector.ocsf;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.forgedtoken.detector.alert.Alert;
import org.forgedtoken.detector.alert.Evidence.Subject;
import org.forgedtoken.detector.alert.StatusDetail;
import org.forgedtoken.detector.alert.VisibleText;
import org.forgedtoken.detector.feed.AccessRecord;
import org.forgedtoken.detector.rule.Rule;
import org.forgedtoken.detector.settings.Durations;
import org.jspecify.annotations.Nullable;

/**
 * An alert's {@code message}: one sentence of bounded length. What a record says stands in quotation marks that it
 * cannot close, so that no value reads as the detector's own words.
 */
final class AlertSentence {
    private AlertSentence() {}

    static String of(Alert alert) {
        String issuer = alert.evidence().more().get("feed_issuer");
        String partition = alert.evidence().more().get("partition");
        if (issuer != null && partition != null && !alert.rollUp()) {
            return ofFeed(alert, issuer, partition);
        }
        if (issuer != null && alert.key().rule() == Rule.HOLE_OVERDRAWN && !alert.rollUp()) {
            return ofHole(alert, issuer);
        }
        return alert.key().rule().title() + (alert.rollUp() ? " (many entities, rolled up)" : "") + ending(alert) + ": "
                + subject(alert) + '.';
    }

    private static String ofFeed(Alert alert, String issuer, String partition) {
        boolean late = alert.evidence().more().containsKey("lateness_ms");
        boolean open = alert.closed() == null;
        String state = late
                ? (open ? " is" : " was") + " later than ledger.grace"
                : open ? " has a gap or stands still" : " had a gap or stood still";
        Instant first = Instant.ofEpochMilli(alert.first());
        return "Issuance feed of issuer " + VisibleText.quoted(issuer) + state + " in partition "
                + VisibleText.of(partition)
                + (open ? " since " + first : " from " + first + " to " + Instant.ofEpochMilli(alert.last()))
                + ending(alert) + advice(alert.evidence().more(), open) + '.';
    }

    private static String advice(Map<String, String> more, boolean open) {
        String setting = more.get("setting");
        String millis = more.get("setting_ms");
        if (setting == null || millis == null) {
            return "";
        }
        String condition = more.get("setting_if");
        return "; " + setting + '=' + Durations.format(Duration.ofMillis(Long.parseLong(millis)))
                + (open ? " would help" : " would have helped") + (condition == null ? "" : " if " + condition);
    }

    private static String ofHole(Alert alert, String issuer) {
        return "Issuance feed of issuer " + VisibleText.quoted(issuer) + " has a gap from "
                + Instant.ofEpochMilli(alert.first()) + " to " + Instant.ofEpochMilli(alert.last()) + " in which "
                + alert.evidence().more().get("can_be_missing_count")
                + " tokens can be missing at the most, and " + alert.count() + " are in use" + ending(alert) + '.';
    }

    private static String subject(Alert alert) {
        AccessRecord access = alert.evidence().access();
        List<String> parts = new ArrayList<>();
        Subject about = alert.evidence().about();
        if (about != null) {
            add(parts, "account", about.account());
            add(parts, "source", about.source());
        } else if (access == null) {
            parts.add(VisibleText.quoted(alert.key().entity()));
        } else {
            add(parts, "issuer", access.token().issuer());
            add(parts, "key", access.token().keyId());
            add(parts, "account", access.token().account());
            add(parts, "source", access.request().sourceIp());
        }
        if (alert.count() > 0) {
            parts.add(alert.count() == 1 ? "1 access so far" : alert.count() + " accesses so far");
        }
        return String.join(", ", parts);
    }

    private static void add(List<String> parts, String name, @Nullable String value) {
        if (value != null) {
            parts.add(name + ' ' + VisibleText.quoted(value));
        }
    }

    private static String ending(Alert alert) {
        StatusDetail closed = alert.closed();
        return closed == null
                ? ""
                : switch (closed) {
                    case LATE_ISSUANCE -> ", withdrawn because its issuance arrived late";
                    case LATE_RECORD -> ", withdrawn because a late record explains it";
                    case RECOVERED -> ", recovered";
                    case QUIET -> ", closed after a quiet time";
                    case ANALYST -> ", resolved by an analyst";
                    case MERGED -> ", merged into the incident of a key";
                };
    }
}
