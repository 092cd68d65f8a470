package org.forgedtoken.detector.report;

import java.util.Set;
import org.forgedtoken.detector.alert.PathTemplate;
import org.forgedtoken.detector.alert.VisibleText;
import org.forgedtoken.detector.feed.Source;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.reading.JsonTree;
import org.forgedtoken.detector.rule.Rule;
import org.forgedtoken.detector.rule.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * One line that is an alert (CONTRACT, section 6). Event times, epoch ms.
 *
 * @param uid the alert's, as a fingerprint
 * @param about what is counted of it
 * @param account fingerprint of the account that the token claims; null where it claims none
 * @param source fingerprint of the source of its first use; null where none was logged
 */
record AlertLine(
        Fingerprint uid,
        Activity activity,
        boolean canary,
        About about,
        @Nullable Fingerprint account,
        @Nullable Fingerprint source) {
    private static final int DETECTION_FINDING = 2004;

    /** The rules whose alerts are one forged token each. */
    private static final Set<String> FORGED = Set.of(Rule.TOKEN_NEVER_ISSUED.id(), Rule.TOKEN_ALTERED.id());

    /** Whether each alert of this rule is one token. */
    static boolean isOfForgedToken(String rule) {
        return FORGED.contains(rule);
    }

    /** What a line says of its alert. */
    enum Activity {
        CREATE,
        UPDATE,
        CLOSE
    }

    /**
     * What is kept of an alert.
     *
     * @param issued whether its verdict is that the token was issued
     * @param rollUp whether it stands for more alerts than were written singly
     * @param count accesses, as far as it has counted them
     * @param verified whether a use's signature is known good
     * @param endpoint path template of the first use; empty where no path was logged
     * @param account first half of the fingerprint; 0 for none
     * @param source the same
     */
    record About(
            String rule,
            Standing standing,
            boolean issued,
            boolean rollUp,
            long first,
            long last,
            long count,
            boolean verified,
            KeyName key,
            String endpoint,
            long account,
            long source) {

        /** Whether it is one token that its issuer never made so, and nothing has explained it. */
        boolean isForgedToken() {
            return FORGED.contains(rule) && !issued && !rollUp && standing.counts();
        }

        About named(String sharedRule, KeyName sharedKey, String sharedEndpoint) {
            return new About(
                    sharedRule,
                    standing,
                    issued,
                    rollUp,
                    first,
                    last,
                    count,
                    verified,
                    sharedKey,
                    sharedEndpoint,
                    account,
                    source);
        }
    }

    /** The alert that this object is; null where it is none. */
    static @Nullable AlertLine of(JsonTree alert) {
        String uid = alert.at("finding_info", "uid").text();
        String rule = alert.at("finding_info", "analytic", "uid").text();
        long activity = alert.at("activity_id").number(0);
        long time =
                Times.either(EventTime.of(alert.at("finding_info", "first_seen_time")), EventTime.of(alert.at("time")));
        if (alert.at("class_uid").number(0) != DETECTION_FINDING
                || uid.isEmpty()
                || rule.isEmpty()
                || activity < 1
                || activity > Activity.values().length
                || !Times.known(time)) {
            return null;
        }
        JsonTree evidence = alert.at("evidences").first();
        Fingerprint account = fingerprint(evidence.at("user", "uid").text());
        Fingerprint source = source(evidence);
        Set<String> labels = Set.copyOf(alert.at("metadata", "labels").items().stream()
                .map(JsonTree::text)
                .toList());
        About about = new About(
                cut(rule),
                Standing.of(alert),
                evidence.at("data", "verdict").text().equals(Verdict.ISSUED.name()),
                labels.contains("roll-up"),
                time,
                Math.max(time, EventTime.of(alert.at("finding_info", "last_seen_time"))),
                Math.max(0, alert.at("count").number(0)),
                evidence.at("data", "verified").isTrue()
                        || evidence.at("data", "verified_at_another_use").isTrue(),
                new KeyName(
                        cut(evidence.at("data", "issuer").text()),
                        cut(evidence.at("data", "key_id").text())),
                endpoint(evidence.at("http_request", "url", "path").text()),
                account == null ? 0 : account.high(),
                source == null ? 0 : source.high());
        return new AlertLine(
                Fingerprint.of(uid),
                Activity.values()[(int) activity - 1],
                labels.contains("canary"),
                about,
                account,
                source);
    }

    private static @Nullable Fingerprint fingerprint(String text) {
        return text.isEmpty() ? null : Fingerprint.of(text);
    }

    private static @Nullable Fingerprint source(JsonTree evidence) {
        String address = evidence.at("src_endpoint", "ip").text();
        String source = Source.of(address);
        String text = evidence.at("data", "source_text").text();
        return fingerprint(source.equals(Source.UNKNOWN) ? text : source);
    }

    private static String endpoint(String path) {
        String template = PathTemplate.of(path);
        return template == null ? "" : cut(template);
    }

    private static String cut(String text) {
        return VisibleText.cut(text, KeyName.MOST_BYTES);
    }
}
