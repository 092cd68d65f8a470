package org.forgedtoken.detector.judge;

import org.forgedtoken.detector.feed.AnalystAction;
import org.forgedtoken.detector.rule.Rule;

/**
 * The answer to a gateway that asks whether a request may pass (reference/http.md).
 *
 * @param reason the rule that speaks against the token, or a word on why it may pass
 */
public record Decision(boolean allowed, String reason) {
    /** The ledger has the token, with agreeing claims. */
    static final Decision ISSUED = new Decision(true, "issued");

    /** Nothing is proved against the token. */
    static final Decision UNDETERMINED = new Decision(true, "undetermined");

    /** It would be refused for its absence, had an analyst not found that nothing is wrong with it. */
    static final Decision FALSE_POSITIVE = new Decision(true, AnalystAction.FALSE_POSITIVE);

    /** A verified incident of its key is open, and the ledger does not have it as it is presented. */
    static final Decision KEY_COMPROMISED = new Decision(false, "key-compromised");

    /** The issuance feed has revoked it. */
    static final Decision REVOKED = new Decision(false, "revoked");

    /** The issuance feed has revoked the key that it names. */
    static final Decision KEY_REVOKED = new Decision(false, "key-revoked");

    /** The request presents no token: whether it may pass without one is not ours to say. */
    public static final Decision NO_TOKEN = new Decision(true, "no-token");

    /** Gateway and detector may read it differently. */
    public static final Decision UNREADABLE = new Decision(false, "token-unreadable");

    /** The ledger would have the token, had it been issued. */
    static final Decision NEVER_ISSUED = new Decision(false, Rule.TOKEN_NEVER_ISSUED.id());
}
