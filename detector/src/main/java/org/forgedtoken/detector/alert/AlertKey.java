package org.forgedtoken.detector.alert;

import org.forgedtoken.detector.rule.Rule;

/**
 * What one alert is about: a rule and its entity. Equal keys are one alert, whoever found it and however often.
 *
 * @param entity the token key, source, issuer …; parts joined by {@code |}, percent-encoded; an episode or outage ends
 *     with {@code @} and its start in epoch ms
 */
public record AlertKey(Rule rule, String entity) {

    /** {@code finding_info.uid}: 32 hex digits, a function of rule and entity alone. */
    public String uid() {
        return Uid.of(rule.id() + '\n' + entity);
    }
}
