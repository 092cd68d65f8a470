package org.forgedtoken.detector.topology.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.forgedtoken.detector.alert.AlertKey;
import org.forgedtoken.detector.alert.AlertState;
import org.forgedtoken.detector.alert.AlertState.Milestone;
import org.forgedtoken.detector.alert.AlertState.Written;
import org.forgedtoken.detector.alert.BlockEntry;
import org.forgedtoken.detector.alert.CountedTokens;
import org.forgedtoken.detector.alert.Evidence;
import org.forgedtoken.detector.alert.Finding;
import org.forgedtoken.detector.alert.FindingStatus;
import org.forgedtoken.detector.alert.IncidentKey;
import org.forgedtoken.detector.alert.Involved;
import org.forgedtoken.detector.alert.Membership;
import org.forgedtoken.detector.alert.Proof;
import org.forgedtoken.detector.alert.StatusDetail;
import org.forgedtoken.detector.alert.Triage;
import org.forgedtoken.detector.feed.AccessRecord;
import org.forgedtoken.detector.feed.AccountRecord;
import org.forgedtoken.detector.feed.AnalystAction;
import org.forgedtoken.detector.feed.Feed;
import org.forgedtoken.detector.feed.IdentityKind;
import org.forgedtoken.detector.feed.IssuanceRecord.Issued;
import org.forgedtoken.detector.feed.IssuanceRecord.KeyRevoked;
import org.forgedtoken.detector.feed.IssuanceRecord.Revoked;
import org.forgedtoken.detector.feed.KeyRecord;
import org.forgedtoken.detector.feed.Presentation;
import org.forgedtoken.detector.feed.Request;
import org.forgedtoken.detector.feed.Signature;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.feed.TokenClaims;
import org.forgedtoken.detector.feed.TokenKey;
import org.forgedtoken.detector.ledger.CoverageMark;
import org.forgedtoken.detector.ledger.Heard;
import org.forgedtoken.detector.ledger.Heartbeats;
import org.forgedtoken.detector.ledger.Hole;
import org.forgedtoken.detector.ledger.IssuerFacts;
import org.forgedtoken.detector.ledger.IssuerSnapshot;
import org.forgedtoken.detector.ledger.KeyHistory;
import org.forgedtoken.detector.ledger.Lateness;
import org.forgedtoken.detector.ledger.Lifetimes;
import org.forgedtoken.detector.ledger.PartitionTimeline;
import org.forgedtoken.detector.ledger.PositionMark;
import org.forgedtoken.detector.ledger.PresentedToken;
import org.forgedtoken.detector.ledger.PresentedToken.State;
import org.forgedtoken.detector.ledger.PresentedToken.Variant;
import org.forgedtoken.detector.ledger.Recovery;
import org.forgedtoken.detector.ledger.Stretches.Stretch;
import org.forgedtoken.detector.ledger.Torn;
import org.forgedtoken.detector.rule.AccountHistory;
import org.forgedtoken.detector.rule.ClaimHabit;
import org.forgedtoken.detector.rule.Difference;
import org.forgedtoken.detector.rule.Rule;
import org.forgedtoken.detector.rule.Severity;
import org.forgedtoken.detector.rule.Verdict;
import org.forgedtoken.detector.rule.rate.RateEpisode;
import org.forgedtoken.detector.rule.rate.RateFinding;
import org.forgedtoken.detector.rule.rate.RateSnapshot;
import org.forgedtoken.detector.rule.rate.RateWindow;
import org.forgedtoken.detector.rule.source.AccountNumber;
import org.forgedtoken.detector.rule.source.AccountUse;
import org.forgedtoken.detector.rule.source.BackgroundRate;
import org.forgedtoken.detector.rule.source.TrustClass;
import org.forgedtoken.detector.rule.source.Walk;
import org.forgedtoken.detector.step.AnonymousUse;
import org.forgedtoken.detector.step.Block;
import org.forgedtoken.detector.step.Contribution;
import org.forgedtoken.detector.step.Episode;
import org.forgedtoken.detector.step.HoleTokens;
import org.forgedtoken.detector.step.IncidentEvent;
import org.forgedtoken.detector.step.IncidentMemory;
import org.forgedtoken.detector.step.KeyUse;
import org.forgedtoken.detector.step.ShareMemory;
import org.forgedtoken.detector.step.SourceSnapshot;
import org.forgedtoken.detector.step.TokenEvent;
import org.forgedtoken.detector.step.UncertainUses;
import org.forgedtoken.detector.step.UnknownUse;
import org.forgedtoken.detector.step.WaitingKey;
import org.forgedtoken.detector.step.Watched;

/** Values of every kind that is ever stored, from a seed: with absent parts, unknown times, and texts of all scripts. */
final class Samples {
    private static final String[] TEXTS = {
        "", "shop", "a|b%7C:c", "naïve café", "漢字 \u202e x", "😀 \0 end", "x".repeat(3000)
    };

    private final SplittableRandom random;

    Samples(long seed) {
        random = new SplittableRandom(seed);
    }

    String text() {
        return TEXTS[random.nextInt(TEXTS.length)] + random.nextInt(100);
    }

    String optional() {
        return random.nextInt(3) == 0 ? null : text();
    }

    long time() {
        return switch (random.nextInt(5)) {
            case 0 -> Times.UNKNOWN;
            case 1 -> Long.MAX_VALUE;
            case 2 -> -1;
            default -> random.nextLong(2_000_000_000_000L);
        };
    }

    boolean flag() {
        return random.nextBoolean();
    }

    <E extends Enum<E>> E constant(Class<E> type) {
        return type.getEnumConstants()[random.nextInt(type.getEnumConstants().length)];
    }

    <E extends Enum<E>> E optionalConstant(Class<E> type) {
        return random.nextInt(3) == 0 ? null : constant(type);
    }

    <T> List<T> list(Supplier<T> item) {
        List<T> list = new ArrayList<>();
        for (int i = random.nextInt(200) == 0 ? 300 : random.nextInt(4); i > 0; i--) {
            list.add(item.get());
        }
        return List.copyOf(list);
    }

    <K extends Comparable<K>, V> SortedMap<K, V> map(Supplier<K> key, Supplier<V> value) {
        SortedMap<K, V> map = new TreeMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            map.put(key.get(), value.get());
        }
        return map;
    }

    TokenKey key() {
        return new TokenKey(constant(IdentityKind.class), text());
    }

    TokenClaims claims() {
        return new TokenClaims(
                text(), optional(), flag(), optional(), optional(), optional(), optional(), time(), time(), optional());
    }

    AccessRecord access() {
        Request request = new Request(optional(), optional(), optional(), optional(), random.nextInt(600), optional());
        Presentation told =
                flag() ? Presentation.PLAIN : new Presentation(flag(), flag(), optional(), optional(), optional());
        return new AccessRecord(time(), claims(), request, constant(Signature.class), flag(), text(), told);
    }

    Stretch stretch() {
        return new Stretch(time(), time());
    }

    IssuerFacts.Snapshot facts() {
        return new IssuerFacts.Snapshot(
                map(this::text, () -> new Lifetimes.Snapshot(list(this::time), map(this::time, this::time), time())),
                list(this::time),
                time(),
                time(),
                map(() -> constant(IdentityKind.class), this::time),
                map(this::text, this::time));
    }

    private Lateness.State lateness() {
        return new Lateness.State(time(), time(), time(), time());
    }

    CoverageMark coverage() {
        return new CoverageMark(
                text(),
                random.nextInt(99),
                random.nextInt(99),
                list(this::stretch),
                time(),
                time(),
                lateness(),
                list(this::hole),
                flag(),
                facts());
    }

    PositionMark position() {
        return new PositionMark(constant(Feed.class), random.nextInt(99), random.nextInt(99), time());
    }

    PresentedToken presented() {
        return new PresentedToken(
                list(() -> new Variant(
                        text(),
                        claims(),
                        flag(),
                        constant(State.class),
                        time(),
                        list(this::access),
                        random.nextLong(),
                        time(),
                        list(this::text))),
                time());
    }

    ClaimHabit habit() {
        return new ClaimHabit(flag(), list(this::text));
    }

    PartitionTimeline.Snapshot timeline() {
        return new PartitionTimeline.Snapshot(
                map(
                        this::text,
                        () -> new IssuerSnapshot(
                                list(this::time),
                                list(this::stretch),
                                new Torn.State(list(this::hole), map(this::time, this::time), time()),
                                List.of(29_500_000L << 32 | random.nextInt(9), 29_500_001L << 32 | random.nextInt(999)),
                                map(this::time, () -> random.nextInt(9)),
                                map(this::time, this::time),
                                new Recovery.State(time(), time(), time(), time()),
                                time(),
                                time(),
                                new Heartbeats.State(time(), time()),
                                flag(),
                                lateness())),
                map(this::text, this::facts),
                time(),
                time(),
                flag() ? loss() : null,
                list(() -> new PartitionTimeline.Missing(hole(), optional())));
    }

    private Hole hole() {
        return new Hole(time(), time(), flag(), random.nextInt(99), flag() ? Hole.UNBOUNDED : random.nextInt(99));
    }

    HoleTokens holeTokens() {
        return new HoleTokens(time(), time(), random.nextInt(99), random.nextInt(99), text().getBytes(UTF_8));
    }

    private Heard.Loss loss() {
        return new Heard.Loss(time(), optional(), random.nextInt(99));
    }

    Heard heard() {
        return switch (random.nextInt(6)) {
            case 0 -> issuance();
            case 4 -> new Heard.Past(issuance());
            case 5 -> new Heard.Backfill(text(), time(), time());
            case 1 -> new Heard.Event(text(), time());
            case 2 -> new Heard.Heartbeat(time(), time(), optional());
            default -> loss();
        };
    }

    private Heard.Issuance issuance() {
        return new Heard.Issuance(
                text(), time(), constant(IdentityKind.class), flag(), time(), optional(), flag(), optional());
    }

    KeyRecord signingKey() {
        return new KeyRecord(time(), text(), text(), constant(KeyRecord.State.class), time(), time(), time());
    }

    TokenEvent event() {
        return switch (random.nextInt(9)) {
            case 0 -> used(access());
            case 1 -> issued(new Issued(time(), claims()));
            case 2 -> revoked(new Revoked(time(), claims()));
            case 3 -> new TokenEvent.Covered(coverage());
            case 4 -> new TokenEvent.KeyChanged(signingKey());
            case 5 -> new TokenEvent.KeyGone(time(), optional(), text());
            case 7 -> new TokenEvent.Decided(action());
            case 6 -> new TokenEvent.KeyRevoked(new KeyRevoked(time(), text(), text()));
            default -> new TokenEvent.ReadTo(position());
        };
    }

    private TokenEvent used(AccessRecord access) {
        return new TokenEvent.Used(keyOf(access.token()), access);
    }

    private TokenEvent issued(Issued issuance) {
        return new TokenEvent.WasIssued(keyOf(issuance.token()), issuance);
    }

    private TokenEvent revoked(Revoked revocation) {
        return new TokenEvent.WasRevoked(keyOf(revocation.token()), revocation);
    }

    private TokenKey keyOf(TokenClaims token) {
        return flag() ? key() : TokenKey.ofWhatIsStated(token);
    }

    KeyHistory keyHistory() {
        return new KeyHistory(text(), text(), random.nextBoolean(), list(this::signingKey), list(this::time));
    }

    WaitingKey waitingKey() {
        return new WaitingKey(
                text(),
                text(),
                list(() -> new KeyUse(
                        access(),
                        key(),
                        optionalConstant(Verdict.class),
                        text(),
                        time(),
                        random.nextLong(),
                        time(),
                        flag())));
    }

    AlertKey alertKey() {
        return new AlertKey(constant(Rule.class), text());
    }

    Evidence evidence() {
        return new Evidence(
                flag() ? access() : null,
                optionalConstant(Verdict.class),
                optionalConstant(IdentityKind.class),
                flag() ? stretch() : null,
                list(() -> new Difference(text(), text(), text())),
                map(this::text, this::text),
                flag() ? new Evidence.Subject(optional(), optional()) : null);
    }

    ForGroup forGroup() {
        return switch (random.nextInt(15)) {
            case 13 -> found(new Finding.Missing(alertKey(), text(), hole(), text()));
            case 12 -> found(new Finding.Filled(alertKey()));
            case 11 -> found(new Finding.Involving(alertKey(), list(this::involved)));
            case 10 -> found(new Finding.Joined(alertKey(), new Membership(new IncidentKey.Opened(text()), time())));
            case 9 -> found(new Finding.Planted(text(), time()));
            case 0 -> new ForGroup.ReadTo(position());
            case 8 -> new ForGroup.Decided(action());
            case 1 -> found(new Finding.Withdrawn(alertKey(), optional(), constant(StatusDetail.class)));
            case 2 -> found(new Finding.Begun(alertKey(), time(), time(), random.nextLong(), evidence(), incident()));
            case 3 ->
                found(new Finding.Ended(
                        alertKey(), time(), time(), random.nextLong(), evidence(), constant(StatusDetail.class)));
            case 4 -> found(new Finding.Grown(alertKey(), time(), random.nextLong()));
            case 5 -> found(new Finding.Cleared(alertKey(), optional()));
            case 6 -> found(new Finding.Explained(alertKey(), time()));
            case 7 -> new ForGroup.ForIncidents(incidentEvent());
            default ->
                found(new Finding.Use(
                        alertKey(),
                        map(this::time, random::nextLong),
                        time(),
                        time(),
                        evidence(),
                        optional(),
                        membership(),
                        list(this::involved),
                        map(this::text, this::flag)));
        };
    }

    IncidentKey incident() {
        return switch (random.nextInt(7)) {
            case 0 -> new IncidentKey.OfKey(text(), text());
            case 1 -> new IncidentKey.OfSomeKey(text());
            case 2 -> new IncidentKey.OfUnknownKeys(text());
            case 3 -> new IncidentKey.OfUncoveredIssuers();
            case 4 -> new IncidentKey.OfSource(text());
            case 5 -> new IncidentKey.Opened(text());
            default -> null;
        };
    }

    Membership membership() {
        IncidentKey incident = incident();
        return incident == null ? null : new Membership(incident, time());
    }

    Involved involved() {
        return new Involved(
                new Involved.Who(
                        text(),
                        text(),
                        optional(),
                        optional(),
                        text(),
                        optional(),
                        constant(Verdict.class),
                        constant(Proof.class)),
                random.nextLong(),
                time(),
                time());
    }

    private ForGroup found(Finding finding) {
        return new ForGroup.Found(finding, time());
    }

    AlertState alert() {
        Written written = new Written(
                random.nextLong(),
                time(),
                time(),
                constant(Severity.class),
                evidence(),
                optionalConstant(StatusDetail.class),
                flag(),
                new TreeSet<>(list(this::text)),
                optional(),
                flag());
        return new AlertState(
                alertKey(),
                evidence(),
                time(),
                time(),
                new Milestone(random.nextLong(), random.nextLong(), time(), flag()),
                map(this::time, random::nextLong),
                flag() ? written : null,
                optional(),
                flag(),
                triage(),
                membership(),
                new TreeSet<>(list(this::text)),
                new CountedTokens(random.nextInt(99), random.nextInt(99)));
    }

    Contribution contribution() {
        return new Contribution(text(), flag());
    }

    private Membership someMembership() {
        return new Membership(new IncidentKey.OfKey(text(), text()), time());
    }

    IncidentEvent.LiveTokens liveTokens() {
        return new IncidentEvent.LiveTokens(
                text(), text(), random.nextInt(99), time(), map(this::time, random::nextLong));
    }

    AnalystAction action() {
        return new AnalystAction(
                time(), text(), constant(AnalystAction.Kind.class), optional(), optional(), time(), optional());
    }

    IncidentEvent incidentEvent() {
        return switch (random.nextInt(7)) {
            case 6 -> new IncidentEvent.Merged(someMembership(), text());
            case 4 -> new IncidentEvent.Decided(action());
            case 0 -> new IncidentEvent.Counted(text(), someMembership(), flag(), list(this::involved));
            case 1 ->
                new IncidentEvent.Stands(
                        text(),
                        constant(Rule.class),
                        someMembership(),
                        constant(Severity.class),
                        random.nextLong(),
                        time(),
                        time(),
                        optionalConstant(StatusDetail.class));
            case 2 -> new IncidentEvent.Left(text(), optional(), constant(StatusDetail.class));
            case 3 -> new IncidentEvent.AccountKnown(text(), text(), flag());
            default -> liveTokens();
        };
    }

    IncidentMemory incidentMemory() {
        return new IncidentMemory(
                incident(),
                new IncidentMemory.Clocks(time(), time(), map(this::text, this::time)),
                triage(),
                optionalConstant(StatusDetail.class),
                optional(),
                flag()
                        ? new IncidentMemory.Told(
                                map(this::text, random::nextLong), flag(), flag(), flag(), flag(), time())
                        : null,
                map(this::text, this::text),
                new IncidentMemory.Sum(random.nextLong(), time(), time(), map(this::text, random::nextLong), flag()));
    }

    ShareMemory share() {
        return new ShareMemory(
                constant(Rule.class),
                constant(Severity.class),
                random.nextLong(),
                time(),
                time(),
                optionalConstant(StatusDetail.class));
    }

    private Triage triage() {
        return flag() ? new Triage(constant(FindingStatus.class), optional(), optional(), time(), flag()) : null;
    }

    Block block() {
        return new Block(new BlockEntry(text(), claims(), constant(Rule.class), text(), time(), time()), time());
    }

    ForWatch forWatch() {
        return switch (random.nextInt(5)) {
            case 3 -> new ForWatch.Anonymous(random.nextInt(100), list(() -> new AnonymousUse(text(), time())));
            case 0 -> new ForWatch.Pack(random.nextInt(100), list(this::watched));
            case 1 ->
                new ForWatch.Listed(new AccountRecord(
                        time(), text(), constant(AccountRecord.State.class), time(), optional(), flag()));
            case 2 ->
                new ForWatch.Unknown(new UnknownUse(time(), text(), text(), optional(), list(this::involved), flag()));
            default -> new ForWatch.ReadTo(position());
        };
    }

    RateSnapshot rate() {
        byte[] state = new byte[random.nextInt(300)];
        random.nextBytes(state);
        return new RateSnapshot(time(), state);
    }

    RateEpisode rateEpisode() {
        RateFinding first = new RateFinding(
                constant(RateWindow.class),
                time(),
                random.nextLong(),
                random.nextDouble(),
                random.nextDouble(),
                constant(RateFinding.Basis.class));
        return new RateEpisode(first, time(), random.nextLong(), time());
    }

    AccountHistory accountHistory() {
        return new AccountHistory(list(() -> new AccountHistory.Change(time(), flag())), time(), optional(), time());
    }

    UncertainUses uncertainUses() {
        return new UncertainUses(
                list(() -> new UncertainUses.Use(text(), time(), optional(), flag(), list(this::involved))));
    }

    private Watched watched() {
        Involved.Who who = involved().who();
        if (flag()) {
            return new Watched(time(), 1, who.account(), who.source(), TrustClass.ISSUED, null, null);
        }
        return new Watched(
                time(),
                random.nextLong(),
                who.account(),
                who.source(),
                constant(TrustClass.class),
                optional(),
                flag() ? who : null);
    }

    BackgroundRate.Slot slot() {
        return new BackgroundRate.Slot(
                random.nextInt(), random.nextInt(), random.nextInt(), random.nextInt(), random.nextInt());
    }

    SourceSnapshot source() {
        return new SourceSnapshot(
                random.nextDouble(),
                list(this::accountUse),
                list(() ->
                        new Walk.Step(time(), new AccountNumber(random.nextInt(), text()), constant(TrustClass.class))),
                random.nextInt(),
                flag(),
                random.nextInt(40),
                map(random::nextLong, this::time),
                random.nextLong(),
                optional(),
                flag() ? episode() : null,
                flag() ? episode() : null,
                flag() ? episode() : null,
                list(this::involved),
                list(this::involved));
    }

    private Episode episode() {
        return new Episode(time(), time(), random.nextLong());
    }

    private AccountUse accountUse() {
        return new AccountUse(
                random.nextLong(),
                random.nextInt(),
                random.nextInt(),
                random.nextInt(),
                random.nextInt(),
                random.nextInt(),
                random.nextInt());
    }
}
