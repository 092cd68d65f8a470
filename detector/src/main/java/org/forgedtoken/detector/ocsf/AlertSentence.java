package org.forgedtoken.detector.ocsf;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
        StringBuilder sentence = new StringBuilder(alert.key().rule().title());
        if (alert.rollUp()) {
            sentence.append(" (many entities, rolled up)");
        }
        if (alert.closed() != null) {
            sentence.append(", ").append(ending(alert.closed()));
        }
        return sentence.append(": ").append(subject(alert)).append('.').toString();
    }

    private static String ofFeed(Alert alert, String issuer, String partition) {
        boolean late = alert.evidence().more().containsKey("lateness_ms");
        boolean open = alert.closed() == null;
        StringBuilder sentence = new StringBuilder("Issuance feed of issuer ").append(VisibleText.quoted(issuer));
        if (late) {
            sentence.append(open ? " is" : " was").append(" later than ledger.grace");
        } else {
            sentence.append(open ? " has a gap or stands still" : " had a gap or stood still");
        }
        sentence.append(" in partition ").append(VisibleText.of(partition));
        sentence.append(open ? " since " : " from ").append(Instant.ofEpochMilli(alert.first()));
        if (alert.closed() != null) {
            sentence.append(" to ").append(Instant.ofEpochMilli(alert.last()));
            sentence.append(", ").append(ending(alert.closed()));
        }
        String setting = alert.evidence().more().get("setting");
        String millis = alert.evidence().more().get("setting_ms");
        if (setting != null && millis != null) {
            Duration value = Duration.ofMillis(Long.parseLong(millis));
            sentence.append("; ").append(setting).append('=').append(Durations.format(value));
            sentence.append(open ? " would help" : " would have helped");
            String condition = alert.evidence().more().get("setting_if");
            if (condition != null) {
                sentence.append(" if ").append(condition);
            }
        }
        return sentence.append('.').toString();
    }

    private static String ofHole(Alert alert, String issuer) {
        StringBuilder sentence = new StringBuilder("Issuance feed of issuer ").append(VisibleText.quoted(issuer));
        sentence.append(" has a gap from ").append(Instant.ofEpochMilli(alert.first()));
        sentence.append(" to ").append(Instant.ofEpochMilli(alert.last()));
        sentence.append(" in which ").append(alert.evidence().more().get("can_be_missing_count"));
        sentence.append(" tokens can be missing at the most, and ")
                .append(alert.count())
                .append(" are in use");
        if (alert.closed() != null) {
            sentence.append(", ").append(ending(alert.closed()));
        }
        return sentence.append('.').toString();
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

    private static String ending(StatusDetail closed) {
        return switch (closed) {
            case LATE_ISSUANCE -> "withdrawn because its issuance arrived late";
            case LATE_RECORD -> "withdrawn because a late record explains it";
            case RECOVERED -> "recovered";
            case QUIET -> "closed after a quiet time";
            case ANALYST -> "resolved by an analyst";
            case MERGED -> "merged into the incident of a key";
        };
    }
}
