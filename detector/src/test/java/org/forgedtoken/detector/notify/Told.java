package org.forgedtoken.detector.notify;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.forgedtoken.detector.alert.Activity;
import org.forgedtoken.detector.alert.Incident;
import org.forgedtoken.detector.alert.Incident.Deadline;
import org.forgedtoken.detector.alert.IncidentKey;
import org.forgedtoken.detector.alert.Scope;
import org.forgedtoken.detector.alert.Scope.Count;
import org.forgedtoken.detector.alert.Scope.MemberKind;
import org.forgedtoken.detector.alert.StatusDetail;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.ocsf.IncidentJson;
import org.forgedtoken.detector.ocsf.IncidentJson.WrittenIncident;
import org.forgedtoken.detector.ocsf.Links;
import org.forgedtoken.detector.rule.Severity;

/** An incident on its way, as its records tell of it one after the other. */
final class Told {
    static final long AWARE = 1_780_000_000_000L;
    static final long HOUR = 3_600_000;

    private final IncidentKey key;
    private boolean verified;
    private boolean reported;
    private StatusDetail closed;
    private long tokens = 1;
    private long aware = AWARE;

    Told(String keyId) {
        this(new IncidentKey.OfKey("https://login.example", keyId));
    }

    Told(IncidentKey key) {
        this.key = key;
    }

    String uid() {
        return key.uid();
    }

    Told verified(long awareAt) {
        verified = true;
        aware = awareAt;
        return this;
    }

    Told tokens(long count) {
        tokens = count;
        return this;
    }

    Told reported() {
        reported = true;
        return this;
    }

    Told closed(StatusDetail why) {
        closed = why;
        return this;
    }

    Told open() {
        closed = null;
        return this;
    }

    byte[] record(long writtenAt) {
        Map<MemberKind, Count> members = new EnumMap<>(MemberKind.class);
        members.put(MemberKind.TOKENS, Count.exact(tokens));
        members.put(MemberKind.ACCOUNTS, Count.exact(1));
        members.put(MemberKind.SOURCES, Count.exact(1));
        members.put(MemberKind.ALERTS, Count.exact(1));
        Incident incident = new Incident(
                closed == null ? Activity.UPDATE : Activity.CLOSE,
                key,
                verified ? Severity.CRITICAL : Severity.HIGH,
                verified,
                verified,
                new Scope(AWARE - 60_000, AWARE - 1_000, tokens, members, new TreeMap<>(), tokens, false),
                List.of(),
                -1,
                verified ? aware : Times.UNKNOWN,
                verified
                        ? List.of(new Deadline(
                                "GDPR-33", aware + 72 * HOUR, reported ? aware + HOUR : Times.UNKNOWN, Times.UNKNOWN))
                        : List.of(),
                closed,
                null,
                null);
        return new IncidentJson("test", Links.NONE).bytes(incident, writtenAt);
    }

    WrittenIncident written(long at) {
        return WrittenIncident.read(record(at));
    }
}
