package org.forgedtoken.detector.topology.codec;

import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import org.forgedtoken.detector.alert.FindingStatus;
import org.forgedtoken.detector.alert.Proof;
import org.forgedtoken.detector.alert.StatusDetail;
import org.forgedtoken.detector.feed.AccountRecord;
import org.forgedtoken.detector.feed.AnalystAction;
import org.forgedtoken.detector.feed.Feed;
import org.forgedtoken.detector.feed.IdentityKind;
import org.forgedtoken.detector.feed.KeyRecord;
import org.forgedtoken.detector.feed.Signature;
import org.forgedtoken.detector.ledger.PresentedToken;
import org.forgedtoken.detector.rule.Rule;
import org.forgedtoken.detector.rule.Severity;
import org.forgedtoken.detector.rule.Verdict;
import org.forgedtoken.detector.rule.rate.RateFinding;
import org.forgedtoken.detector.rule.rate.RateWindow;
import org.forgedtoken.detector.rule.source.TrustClass;
import org.jspecify.annotations.Nullable;

/**
 * How the constants of an enum are written: as one byte, the place in this list, from 1. A new one comes last, whatever its
 * place in the enum, and none ever goes: what is stored has these numbers. In the place of one that the enum no longer has
 * stands what it is read as.
 */
final class Constants<E extends Enum<E>> {
    static final Constants<Rule> RULE = new Constants<>(
            Rule.class,
            List.of(
                    Rule.TOKEN_NEVER_ISSUED,
                    Rule.TOKEN_ALTERED,
                    Rule.TOKEN_WITHOUT_ID,
                    Rule.TOKEN_LIFETIME_IMPOSSIBLE,
                    Rule.TOKEN_UNREADABLE,
                    Rule.TOKEN_SIGNATURE_INVALID,
                    Rule.TOKEN_USED_BEFORE_ISSUE,
                    Rule.TOKEN_USED_AFTER_EXPIRY,
                    Rule.TOKEN_USED_AFTER_REVOCATION,
                    Rule.KEY_UNKNOWN,
                    Rule.KEY_RETIRED,
                    Rule.KEY_ROTATION_OVERDUE,
                    Rule.ACCOUNT_UNKNOWN,
                    Rule.ACCOUNT_RATE_ANOMALY,
                    Rule.SOURCE_FAN_OUT,
                    Rule.SOURCE_ENUMERATION,
                    Rule.LEDGER_DEGRADED,
                    Rule.ISSUER_UNCOVERED,
                    Rule.TOKEN_UNDECIDABLE,
                    Rule.PENDING_OVERFLOW,
                    Rule.CANARY_MISSED,
                    Rule.HOLE_OVERDRAWN));

    static final Constants<Verdict> VERDICT = new Constants<>(
            Verdict.class, List.of(Verdict.ISSUED, Verdict.NEVER_ISSUED, Verdict.ALTERED, Verdict.UNDETERMINED));

    static final Constants<Severity> SEVERITY =
            new Constants<>(Severity.class, List.of(Severity.LOW, Severity.MEDIUM, Severity.HIGH, Severity.CRITICAL));

    static final Constants<RateWindow> RATE_WINDOW = new Constants<>(
            RateWindow.class, List.of(RateWindow.MINUTE, RateWindow.FIVE_MINUTES, RateWindow.HOUR, RateWindow.DAY));

    static final Constants<RateFinding.Basis> BASIS = new Constants<>(
            RateFinding.Basis.class,
            List.of(RateFinding.Basis.OWN, RateFinding.Basis.POPULATION, RateFinding.Basis.FIXED));

    static final Constants<TrustClass> TRUST_CLASS = new Constants<>(
            TrustClass.class,
            List.of(
                    TrustClass.ISSUED,
                    TrustClass.FORGED,
                    TrustClass.UNKNOWN,
                    TrustClass.UNCOVERED,
                    TrustClass.NO_COVERAGE));

    static final Constants<FindingStatus> FINDING_STATUS = new Constants<>(
            FindingStatus.class,
            List.of(FindingStatus.NEW, FindingStatus.IN_PROGRESS, FindingStatus.SUPPRESSED, FindingStatus.RESOLVED));

    static final Constants<StatusDetail> STATUS_DETAIL = new Constants<>(
            StatusDetail.class,
            List.of(
                    StatusDetail.LATE_ISSUANCE,
                    StatusDetail.LATE_RECORD,
                    StatusDetail.RECOVERED,
                    StatusDetail.QUIET,
                    StatusDetail.ANALYST,
                    StatusDetail.MERGED));

    static final Constants<Proof> PROOF =
            new Constants<>(Proof.class, List.of(Proof.NONE, Proof.VERIFIED, Proof.ACCEPTED));

    static final Constants<Feed> FEED =
            new Constants<>(Feed.class, List.of(Feed.ACCESS, Feed.ISSUANCE, Feed.KEYS, Feed.ACCOUNTS, Feed.ACTIONS));

    static final Constants<IdentityKind> IDENTITY =
            new Constants<>(IdentityKind.class, List.of(IdentityKind.ID, IdentityKind.DIGEST, IdentityKind.TUPLE));

    static final Constants<Signature> SIGNATURE =
            new Constants<>(Signature.class, List.of(Signature.VALID, Signature.INVALID, Signature.UNKNOWN));

    static final Constants<AccountRecord.State> ACCOUNT_STATE = new Constants<>(
            AccountRecord.State.class, List.of(AccountRecord.State.ACTIVE, AccountRecord.State.DELETED));

    static final Constants<KeyRecord.State> KEY_STATE = new Constants<>(
            KeyRecord.State.class,
            List.of(KeyRecord.State.ACTIVE, KeyRecord.State.RETIRED, KeyRecord.State.COMPROMISED));

    static final Constants<AnalystAction.Kind> ACTION = new Constants<>(
            AnalystAction.Kind.class,
            List.of(
                    AnalystAction.Kind.ACKNOWLEDGE,
                    AnalystAction.Kind.SUPPRESS,
                    AnalystAction.Kind.RESOLVE,
                    AnalystAction.Kind.REOPEN,
                    AnalystAction.Kind.REPORTED));

    static final Constants<PresentedToken.State> TOKEN_STATE = new Constants<>(
            PresentedToken.State.class,
            List.of(
                    PresentedToken.State.WAITING,
                    PresentedToken.State.DIFFERING,
                    PresentedToken.State.UNREVOKED,
                    PresentedToken.State.NEVER_ISSUED,
                    PresentedToken.State.ALTERED,
                    PresentedToken.State.WAITING,
                    PresentedToken.State.SUSPECTED));

    private final Class<E> type;
    private final List<E> inOrder;

    private Constants(Class<E> type, List<E> inOrder) {
        this.type = type;
        this.inOrder = inOrder;
        if (!EnumSet.copyOf(inOrder).equals(EnumSet.allOf(type))) {
            throw new IllegalStateException(type.getSimpleName() + " has other constants than " + inOrder);
        }
    }

    void write(@Nullable E constant, ByteWriter out) {
        out.writeByte(constant == null ? 0 : inOrder.indexOf(constant) + 1);
    }

    E read(ByteReader in) throws IOException {
        return of(in.readUnsignedByte());
    }

    E of(int code) throws IOException {
        E constant = optional(code);
        if (constant == null) {
            throw new IOException(type.getSimpleName() + " is missing");
        }
        return constant;
    }

    @Nullable
    E optional(ByteReader in) throws IOException {
        return optional(in.readUnsignedByte());
    }

    private @Nullable E optional(int code) throws IOException {
        if (code > inOrder.size()) {
            throw new IOException("there is no " + type.getSimpleName() + " of code " + code);
        }
        return code == 0 ? null : inOrder.get(code - 1);
    }
}
