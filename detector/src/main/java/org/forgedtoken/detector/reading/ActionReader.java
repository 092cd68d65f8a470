package org.forgedtoken.detector.reading;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.forgedtoken.detector.feed.AnalystAction;
import org.forgedtoken.detector.feed.AnalystAction.Kind;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.reading.jwt.BoundedText;
import org.forgedtoken.detector.reading.jwt.JwtScan;
import org.forgedtoken.detector.reading.jwt.Unreadable;
import org.forgedtoken.detector.settings.Catalogue;
import org.forgedtoken.detector.settings.Settings;
import org.jspecify.annotations.Nullable;

/** Reads what analysts decide (reference/incidents.md). */
public final class ActionReader {

    private static final Set<String> MEMBERS = Set.of("uid", "action", "reason", "by", "until", "regime", "time");

    /** Under which incidents can be reported. */
    private final Set<String> regimes;

    private final long maxAhead;

    public ActionReader(Settings settings) {
        this.regimes = settings.get(Catalogue.INCIDENT_REPORTING).keySet();
        this.maxAhead = settings.millis(Catalogue.CLOCK_MAX_AHEAD);
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
            return new Reading.Action(new AnalystAction(
                    decided,
                    uid,
                    known,
                    text(members.get("reason")),
                    text(members.get("by")),
                    time(members.get("until"), Times.UNKNOWN),
                    text(regime)));
        } catch (Refused refused) {
            return new Reading.Rejected(refused.reason(), Excerpt.of(value), Times.UNKNOWN);
        } catch (RuntimeException fault) {
            return Reading.Rejected.of(fault);
        }
    }

    private static Map<String, String> members(byte[] value) {
        Map<String, String> members = new HashMap<>();
        try {
            JsonTree.strictly(value).members().forEach((name, stated) -> {
                if (!MEMBERS.contains(name)) {
                    throw new Refused(RejectReason.UNKNOWN_MEMBER);
                }
                String text = stated.scalar();
                if (text != null) {
                    members.put(name, text);
                } else if (!stated.isNull()) {
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
        return Arrays.stream(Kind.values())
                .filter(kind -> kind.name().toLowerCase(Locale.ROOT).equals(text))
                .findFirst()
                .orElseThrow(() -> new Refused(RejectReason.BAD_FIELD));
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
