package org.forgedtoken.detector.step;

import static org.forgedtoken.detector.step.Scenario.key;

import java.util.List;
import org.forgedtoken.detector.alert.Exceptions;
import org.forgedtoken.detector.alert.Exceptions.Expected;
import org.forgedtoken.detector.feed.AnalystAction;
import org.forgedtoken.detector.feed.AnalystAction.Kind;
import org.forgedtoken.detector.rule.Rule;

/** A forged token of ten o'clock, and what somebody says of its alert. */
abstract class OneForgery {
    static final String K1 = "'key_id':'k1'";
    static final String FORGED = "'issued_at':'2026-03-02T10:00:01Z'";

    final Scenario day = new Scenario();

    void forge() {
        day.issueEvery(10, "09:00:00", "10:00:00", K1);
        day.at("10:00:05").access("forged", FORGED, K1);
        day.issueEvery(10, "10:00:10", "10:04:00", K1);
        day.wake("10:04:00");
    }

    void wasNothing() {
        day.decide(Rule.TOKEN_NEVER_ISSUED, Kind.RESOLVE, AnalystAction.FALSE_POSITIVE);
    }

    void reopen() {
        day.decide(Rule.TOKEN_NEVER_ISSUED, Kind.REOPEN, "no");
    }

    void isExpectedUntil(String clock) {
        day.exceptions = new Exceptions(
                List.of(new Expected(Rule.TOKEN_NEVER_ISSUED, key("forged"), null, "drill", Scenario.time(clock))));
    }
}
