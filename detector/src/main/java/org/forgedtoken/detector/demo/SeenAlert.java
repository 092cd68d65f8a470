package org.forgedtoken.detector.demo;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * An alert as a reader of the topic sees it.
 *
 * @param entity whom it accuses
 * @param statusDetail why it was closed; empty while it stands
 * @param sentence one line, safe to show
 * @param ofCanary whether the detector planted the token itself
 */
public record SeenAlert(
        String uid,
        String rule,
        String severity,
        String activity,
        String entity,
        String statusDetail,
        String sentence,
        boolean ofCanary,
        long writtenAt) {

    private static final String TYPE = "org.forgedtoken.alert.";

    static SeenAlert of(ConsumerRecord<String, byte[]> record) {
        String json = new String(record.value(), StandardCharsets.UTF_8);
        String type = header(record, "ce_type");
        return new SeenAlert(
                record.key(),
                header(record, "rule"),
                header(record, "severity"),
                type.substring(TYPE.length()),
                member(json, "entity"),
                member(json, "status_detail"),
                member(json, "message"),
                json.contains("\"labels\":[\"canary\"]"),
                record.timestamp());
    }

    /** Whether it is one: the topic has the changes of incidents, too. */
    static boolean isAlert(ConsumerRecord<String, byte[]> record) {
        return header(record, "ce_type").startsWith(TYPE);
    }

    /** Whether the alert stands no longer. */
    public boolean isClosed() {
        return activity.equals("close");
    }

    /** Whether it was closed because what it told of is over, as opposed to having been withdrawn. */
    public boolean hasEnded() {
        return isClosed() && statusDetail.equals("quiet");
    }

    private static String header(ConsumerRecord<String, byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    /** A text member of what the detector wrote: inside a value a quotation mark is always escaped, so none can pose as one. */
    private static String member(String json, String name) {
        Matcher member =
                Pattern.compile("\"" + name + "\":\"((?:[^\"\\\\]|\\\\.)*)\"").matcher(json);
        return member.find() ? unescaped(member.group(1)) : "";
    }

    /** Takes away JSON's escapes of quotation marks and backslashes; what is escaped otherwise stays, and so stays safe. */
    private static String unescaped(String text) {
        return text.replace("\\\"", "\"").replace("\\\\", "\\");
    }
}
