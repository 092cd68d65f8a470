package org.forgedtoken.detector.ocsf;

import org.forgedtoken.detector.alert.Incident;
import org.forgedtoken.detector.alert.IncidentKey;
import org.forgedtoken.detector.alert.Scope;
import org.forgedtoken.detector.alert.Scope.Count;
import org.forgedtoken.detector.alert.Scope.MemberKind;
import org.forgedtoken.detector.alert.VisibleText;

/** An incident's {@code message}, one sentence of bounded length, and what should be done about it. */
final class IncidentSentence {
    private IncidentSentence() {}

    static String of(Incident incident) {
        Scope scope = incident.scope();
        String about = about(incident.key());
        if (incident.closed() != null) {
            return incident.mergedInto() == null
                    ? about + ": withdrawn, no alert of it stands any more."
                    : about + ": a key is behind it, and the incident of the key goes on.";
        }
        // of a source whose accesses are known in sum alone, nobody should read that it used no token
        boolean ofTokens = !(incident.key() instanceof IncidentKey.OfSource)
                || scope.of(MemberKind.TOKENS).number() > 0;
        return about + (incident.verified() ? " (signatures verified): " : " (signatures not verified): ")
                + (ofTokens
                        ? number(scope.of(MemberKind.TOKENS), "token") + takenBack(scope) + ", "
                                + number(scope.of(MemberKind.ACCOUNTS), "account") + ", "
                        : "")
                + number(scope.of(MemberKind.SOURCES), "source") + ", "
                + number(Count.exact(scope.accesses()), "access") + " so far.";
    }

    /** Live counts never shrink: what no alert accuses any more is told beside them, as long as they are exact. */
    private static String takenBack(Scope scope) {
        Count tokens = scope.of(MemberKind.TOKENS);
        long fallen = tokens.isExact() ? tokens.number() - scope.standing() : 0;
        return fallen > 0 ? ", " + fallen + " of them taken back since" : "";
    }

    static String recommended(IncidentKey key) {
        if (key instanceof IncidentKey.OfKey) {
            return "Retire this signing key at its issuer: that ends every live token that it signed.";
        }
        if (key instanceof IncidentKey.OfSomeKey) {
            return "Find out which key signed these tokens, and retire it at its issuer.";
        }
        if (key instanceof IncidentKey.OfSource) {
            return "Block this source, and look at what it has read.";
        }
        return "Check the signatures of these tokens (jwks), and whether the gateway does.";
    }

    private static String about(IncidentKey key) {
        if (key instanceof IncidentKey.OfKey one) {
            return "Forged tokens name the signing key " + VisibleText.quoted(one.keyId()) + " of issuer "
                    + VisibleText.quoted(one.issuer());
        }
        if (key instanceof IncidentKey.OfSomeKey some) {
            return "Forged tokens are signed with a key of issuer " + VisibleText.quoted(some.issuer());
        }
        if (key instanceof IncidentKey.OfUnknownKeys unknown) {
            return "Forged tokens name unknown keys of issuer " + VisibleText.quoted(unknown.issuer());
        }
        if (key instanceof IncidentKey.OfSource campaign) {
            return "Source " + VisibleText.quoted(campaign.source()) + " goes through accounts";
        }
        return "Suspicious tokens name issuers without issuance feed";
    }

    private static String number(Count count, String what) {
        String plural = what.endsWith("ss") ? what + "es" : what + 's';
        return (count.errorBound() > 0 ? "about " : "") + count.number() + ' ' + (count.number() == 1 ? what : plural);
    }
}
