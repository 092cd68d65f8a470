package org.forgedtoken.detector.alert;

import org.forgedtoken.detector.feed.TokenKey;

/**
 * What an incident is about (reference/incidents.md): one signing key that somebody else seems to have, or one campaign.
 * Equal keys are one incident. What an attacker names makes no incident of its own before something vouches for it.
 */
public sealed interface IncidentKey {
    /** 32 hex digits, a function of what the incident is about alone. */
    default String uid() {
        return Uid.of(kind().label() + '\n' + entity());
    }

    /** A key's, unless it is of a source. */
    default IncidentKind kind() {
        return this instanceof OfSource ? IncidentKind.SOURCE_CAMPAIGN : IncidentKind.KEY_COMPROMISE;
    }

    /** What it is about; parts percent-encoded, joined by {@code |}. */
    String entity();

    /** Whether it says what the incident is about, and not its uid alone. */
    default boolean isWhole() {
        return !(this instanceof Opened);
    }

    /** A signing key that is known (issuance records or the keys feed name it), or that made a good signature. */
    record OfKey(String issuer, String keyId) implements IncidentKey {
        @Override
        public String entity() {
            return TokenKey.encode(issuer) + '|' + TokenKey.encode(keyId);
        }
    }

    /** Some key of the issuer: good signatures of tokens that do not name a key, or of too many keys to tell apart. */
    record OfSomeKey(String issuer) implements IncidentKey {
        @Override
        public String entity() {
            return "verified:" + TokenKey.encode(issuer);
        }
    }

    /** Tokens of the issuer whose signatures nobody has checked, and whose keys nobody knows. */
    record OfUnknownKeys(String issuer) implements IncidentKey {
        @Override
        public String entity() {
            return "unverified:" + TokenKey.encode(issuer);
        }
    }

    /** Tokens, of signatures that nobody has checked, of all issuers that the issuance feed does not carry. */
    record OfUncoveredIssuers() implements IncidentKey {
        @Override
        public String entity() {
            return "uncovered:";
        }
    }

    /**
     * What one source does, where no key is known to be behind it.
     *
     * @param source the {@link org.forgedtoken.detector.feed.Source} as text
     */
    record OfSource(String source) implements IncidentKey {
        @Override
        public String entity() {
            return TokenKey.encode(source);
        }
    }

    /** An incident of which only the uid is at hand: that of a key, opened by the alerts of its tokens. */
    record Opened(String uid) implements IncidentKey {
        @Override
        public String entity() {
            return uid;
        }
    }
}
