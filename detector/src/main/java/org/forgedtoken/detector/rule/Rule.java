package org.forgedtoken.detector.rule;

import java.util.List;
import java.util.Locale;

/** The rule book: what the detector alerts on (reference/rules.md). */
public enum Rule {
    TOKEN_NEVER_ISSUED("Token used but never issued", Severity.HIGH, true, List.of("T1606", "T1550.001")),
    TOKEN_ALTERED("Token id reused with other content", Severity.HIGH, true, List.of("T1606", "T1550.001")),
    TOKEN_WITHOUT_ID("Token without the id that its issuer always sets", Severity.HIGH, true, List.of("T1606")),
    TOKEN_LIFETIME_IMPOSSIBLE("Token with an impossible lifetime", Severity.HIGH, true, List.of("T1606")),
    TOKEN_UNREADABLE("Accepted token that cannot be read", Severity.HIGH, false, List.of("T1550.001")),
    TOKEN_SIGNATURE_INVALID("Token accepted though its signature is bad", Severity.MEDIUM, false, List.of("T1606")),
    TOKEN_USED_BEFORE_ISSUE("Token used before it was issued", Severity.HIGH, true, List.of("T1606")),
    TOKEN_USED_AFTER_EXPIRY("Token accepted after its expiry", Severity.MEDIUM, true, List.of("T1550.001")),
    TOKEN_USED_AFTER_REVOCATION("Token accepted after its revocation", Severity.HIGH, true, List.of("T1550.001")),
    KEY_UNKNOWN("Token names a key that is not listed", Severity.HIGH, false, List.of("T1606")),
    KEY_RETIRED("Key signs although it is retired or compromised", Severity.CRITICAL, false, List.of("T1606")),
    KEY_ROTATION_OVERDUE("Key signs past its rotation", Severity.MEDIUM, false, List.of("T1606")),
    ACCOUNT_UNKNOWN(
            "Source uses tokens of accounts that do not exist", Severity.HIGH, false, List.of("T1606", "T1087")),
    ACCOUNT_RATE_ANOMALY("Account is read far more often than usual", Severity.MEDIUM, false, List.of("T1530")),
    SOURCE_FAN_OUT(
            "Source uses tokens of many accounts that nobody vouches for", Severity.HIGH, false, List.of("T1606")),
    SOURCE_ENUMERATION("Source walks through account ids", Severity.HIGH, false, List.of("T1087")),
    LEDGER_DEGRADED("Issuance feed has a gap or stands still", Severity.HIGH, false, List.of()),
    ISSUER_UNCOVERED("Accepted tokens of an issuer without issuance feed", Severity.MEDIUM, false, List.of("T1606")),
    TOKEN_UNDECIDABLE("Tokens that cannot be decided", Severity.MEDIUM, false, List.of()),
    HOLE_OVERDRAWN(
            "More tokens than can be missing in a gap of the issuance feed", Severity.HIGH, false, List.of("T1606")),
    PENDING_OVERFLOW("More waiting tokens than may be held", Severity.HIGH, false, List.of("T1499")),
    CANARY_MISSED("Planted token that was not found in time", Severity.CRITICAL, false, List.of());

    private final String title;
    private final Severity severity;
    private final boolean perToken;

    @SuppressWarnings("ImmutableEnumChecker") // each is a List.of
    private final List<String> attacks;

    Rule(String title, Severity severity, boolean perToken, List<String> attacks) {
        this.title = title;
        this.severity = severity;
        this.perToken = perToken;
        this.attacks = attacks;
    }

    /** The rule's name in alerts, metrics and settings: {@code token-never-issued}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** A fixed sentence; nothing from a record is ever part of it. */
    public String title() {
        return title;
    }

    /** MITRE ATT&CK technique ids. */
    public List<String> attacks() {
        return attacks;
    }

    /** Whether the finding accuses a token (or the source that sent id-less ones), and so belongs to a key's incident. */
    public boolean accusesToken() {
        return perToken;
    }

    /**
     * Whether the finding, on a token of this verdict, is a sign that somebody else signs with its key: then it belongs to
     * the key's incident.
     */
    public boolean accusesKey(Verdict verdict) {
        return switch (verdict) {
            case ISSUED -> false;
            case NEVER_ISSUED, ALTERED -> perToken || this == KEY_UNKNOWN || this == KEY_RETIRED;
            case UNDETERMINED ->
                switch (this) {
                    case TOKEN_WITHOUT_ID,
                            TOKEN_LIFETIME_IMPOSSIBLE,
                            TOKEN_USED_BEFORE_ISSUE,
                            KEY_UNKNOWN,
                            KEY_RETIRED -> true;
                    default -> false;
                };
        };
    }

    /** Whether the finding falls once its token turns out to have been issued, of one of which nothing was proved. */
    public boolean restsOnAbsence() {
        return this == TOKEN_WITHOUT_ID || this == TOKEN_LIFETIME_IMPOSSIBLE;
    }

    /** Whether one use with a signature known good makes it critical. */
    public boolean isCriticalIfVerified() {
        return this == TOKEN_NEVER_ISSUED || this == TOKEN_ALTERED || this == TOKEN_WITHOUT_ID;
    }

    /** Whether the finding is about a signing key: what it says rests on the key's own records, however tokens are told apart. */
    public boolean isAboutKey() {
        return this == KEY_UNKNOWN || this == KEY_RETIRED || this == KEY_ROTATION_OVERDUE;
    }

    /**
     * Severity of a finding, by whether a use was verified and by what the token was identified.
     *
     * @param raised whether something makes it high that the rule does not always see
     */
    public Severity severity(boolean verified, boolean weakIdentity, boolean raised) {
        Severity strong = verified && isCriticalIfVerified() ? Severity.CRITICAL : raised ? Severity.HIGH : severity;
        return weakIdentity && !isAboutKey() ? strong.lower() : strong;
    }
}
