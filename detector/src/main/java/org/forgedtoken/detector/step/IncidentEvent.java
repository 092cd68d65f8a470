package org.forgedtoken.detector.step;

import java.util.List;
import org.forgedtoken.detector.alert.Involved;
import org.forgedtoken.detector.alert.Membership;
import org.forgedtoken.detector.alert.StatusDetail;
import org.forgedtoken.detector.feed.AnalystAction;
import org.forgedtoken.detector.rule.Rule;
import org.forgedtoken.detector.rule.Severity;
import org.jspecify.annotations.Nullable;

/** What incidents are made of. Alerts are named by their uids; event times, epoch ms. */
public sealed interface IncidentEvent {

    /** Something of one alert. */
    sealed interface OfAlert extends IncidentEvent {
        String alert();
    }

    /**
     * Uses that count, told with the alert that they would have where each has one of its own.
     *
     * @param expected whether somebody expects the alert: then they prove nothing
     */
    record Counted(String alert, Membership incident, boolean expected, List<Involved> involved) implements OfAlert {}

    /**
     * An alert as it is written.
     *
     * @param count accesses that it speaks of
     * @param fallen why it counts no longer: it was withdrawn, or somebody expects it; null where it stands, or is over
     */
    record Stands(
            String alert,
            Rule rule,
            Membership incident,
            Severity severity,
            long count,
            long first,
            long last,
            @Nullable StatusDetail fallen)
            implements OfAlert {}

    /**
     * What it has counted counts no longer, and unless it is written again it belongs to no incident any more.
     *
     * @param token its key, where that alone is taken back; null: the alert
     */
    record Left(String alert, @Nullable String token, StatusDetail reason) implements OfAlert {}

    /**
     * A key is behind the campaign.
     *
     * @param into uid of the key's incident
     */
    record Merged(Membership incident, String into) implements IncidentEvent {}

    /**
     * What the accounts feed says of an account whose tokens count in an incident.
     *
     * @param incident its uid
     * @param known whether the account exists, or did when its token was used
     */
    record AccountKnown(String incident, String account, boolean known) implements IncidentEvent {}

    /** What an analyst decided, on an incident or on an alert of one. */
    record Decided(AnalystAction action) implements IncidentEvent {}

    /**
     * How many legitimate tokens of one key live, in one judging task.
     *
     * @param count as of the newest access or issuance that it has read
     */
    record LiveTokens(String issuer, String keyId, int task, long count) implements IncidentEvent {}
}
