package org.forgedtoken.detector.reading;

import com.fasterxml.jackson.core.JsonToken;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.forgedtoken.detector.feed.AnalystAction;
import org.forgedtoken.detector.feed.AnalystAction.Kind;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.reading.jwt.BoundedText;
import org.forgedtoken.detector.reading.jwt.JwtScan;
import org.forgedtoken.detector.reading.jwt.StrictJson;
import org.forgedtoken.detector.reading.jwt.Unreadable;
import org.jspecify.annotations.Nullable;

/** Reads what analysts decide (CONTRACT, section 7). */
public final class ActionReader {

    /** What became of a record. */
    public sealed interface Reading {
        /** It was read. */
        record Ok(AnalystAction action) implements Reading {}

        /** The end of what was said of the key: it takes nothing back. */
        record Skipped() implements Reading {}

        /** It cannot be read. */
        record Rejected(RejectReason reason, String excerpt) implements Reading {}
    }

    private static final Set<String> MEMBERS = Set.of("uid", "action", "reason", "by", "until", "regime", "time");

    private final Set<String> regimes;
    private final long maxAhead;

    /**
     * @param regimes under which incidents can be reported
     * @param maxAhead ms, by which a time may be ahead of the wall clock
     */
    public ActionReader(Set<String> regimes, long maxAhead) {
        this.regimes = Set.copyOf(regimes);
        this.maxAhead = maxAhead;
    }

    /**
     * Reads one record; never throws for what is in it.
     *
     * @param key the alert's or incident's uid, where the value names none
     * @param wallClock now, epoch ms: when it was decided, where the value does not say
     */
    public Reading read(byte @Nullable [] key, byte @Nullable [] value, long wallClock) {
        if (value == null) {
            return new Reading.Skipped();
        }
        try {
            Map<String, String> members = members(RecordParser.bounded(value));
            String uid = JwtScan.strike(
                    members.getOrDefault("uid", key == null ? "" : new String(key, StandardCharsets.UTF_8)));
            String kind = members.getOrDefault("action", "");
            if (uid.isBlank() || uid.length() > BoundedText.MOST) {
                throw new Refused(RejectReason.NO_IDENTITY);
            }
            Kind known = kind(kind);
            String regime = members.get("regime");
            if (known == Kind.REPORTED && (regime == null || regime.isBlank())) {
                throw new Refused(RejectReason.BAD_FIELD);
            }
            if (known == Kind.REPORTED && !regimes.contains(regime)) {
                throw new Refused(RejectReason.UNKNOWN_REGIME);
            }
            long decided = time(members.get("time"), wallClock);
            if (decided > wallClock + maxAhead) {
                throw new Refused(RejectReason.TIME_AHEAD);
            }
            return new Reading.Ok(new AnalystAction(
                    decided,
                    uid,
                    known,
                    text(members.get("reason")),
                    text(members.get("by")),
                    time(members.get("until"), Times.UNKNOWN),
                    text(regime)));
        } catch (Refused refused) {
            return new Reading.Rejected(refused.reason(), Excerpt.of(value));
        } catch (RuntimeException fault) {
            return new Reading.Rejected(RejectReason.READER_FAULT, Excerpt.of(fault));
        }
    }

    private static Map<String, String> members(byte[] value) {
        Map<String, String> members = new HashMap<>();
        try {
            StrictJson.read(value, (name, token, parser) -> {
                if (!MEMBERS.contains(name)) {
                    throw new Refused(RejectReason.UNKNOWN_MEMBER);
                }
                if (token.isScalarValue()) {
                    String text = parser.getText();
                    if (token != JsonToken.VALUE_NULL) {
                        members.put(name, text);
                    }
                } else {
                    throw new Refused(RejectReason.BAD_FIELD);
                }
            });
        } catch (Unreadable e) {
            throw new Refused(RejectReason.NOT_JSON);
        }
        return members;
    }

    /** A customer's mail, pasted whole, has the token in it. */
    private static @Nullable String text(@Nullable String said) {
        return said == null ? null : BoundedText.beginning(JwtScan.strike(said), BoundedText.MOST, "...");
    }

    private static Kind kind(String text) {
        for (Kind kind : Kind.values()) {
            if (kind.name().toLowerCase(Locale.ROOT).equals(text)) {
                return kind;
            }
        }
        throw new Refused(RejectReason.BAD_FIELD);
    }

    private static long time(@Nullable String text, long otherwise) {
        if (text == null) {
            return otherwise;
        }
        long time = InputTime.of(text);
        if (!Times.known(time)) {
            throw new Refused(RejectReason.BAD_TIME);
        }
        return time;
    }
}
