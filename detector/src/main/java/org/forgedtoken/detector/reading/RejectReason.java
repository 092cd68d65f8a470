package org.forgedtoken.detector.reading;

import java.util.Locale;

/** Why a record became a dead letter; the label is the header {@code reason} and a metric's label, so the list is closed. */
public enum RejectReason {
    /** No value at all. */
    EMPTY,
    /** More than {@link RecordParser#MAX_BYTES}. */
    TOO_LARGE,
    /** Not one well-formed JSON text: broken, nested too deep, a number without end, or something behind the object. */
    NOT_JSON,
    /** JSON, but no object. */
    NOT_AN_OBJECT,
    /** A line that does not have the form that its mapping describes. */
    NOT_IN_FORMAT,
    /** A regular expression of the mapping would look at this record far too often. */
    PATTERN_TOO_SLOW,
    /** No {@code time}. */
    NO_TIME,
    /** A time that is neither RFC 3339 nor an epoch number, nor written as the mapping says. */
    BAD_TIME,
    /** A time further ahead of the wall clock than {@code clock.max-ahead}. */
    TIME_AHEAD,
    /** A field that means something has the wrong type or shape, or is there twice; a token on which readers may differ. */
    BAD_FIELD,
    /** The token itself cannot be read (reference/identity.md). */
    TOKEN_UNREADABLE,
    /** A decision has a member that means nothing. */
    UNKNOWN_MEMBER,
    /** A decision reports under a regime of which no clock runs. */
    UNKNOWN_REGIME,
    /** An issuance or revocation that names no token; a record of a key or an account that does not say which. */
    NO_IDENTITY,
    /** The tombstone of a key id that several issuers list: it does not say whose key is gone. */
    AMBIGUOUS_KEY,
    /** A fault of this program, which one record must not stop; the excerpt says where in it, and nothing of the record. */
    READER_FAULT;

    private final String label = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** As written in dead letters and metrics. */
    public String label() {
        return label;
    }
}
