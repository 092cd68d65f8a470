package org.forgedtoken.detector.topology;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.forgedtoken.detector.alert.CanaryIds;
import org.forgedtoken.detector.alert.Exceptions;
import org.forgedtoken.detector.feed.CarriedIssuers;
import org.forgedtoken.detector.feed.Feed;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.feed.TokenIdentity;
import org.forgedtoken.detector.group.GroupPolicy;
import org.forgedtoken.detector.group.IncidentPolicy;
import org.forgedtoken.detector.judge.JudgePolicy;
import org.forgedtoken.detector.judge.KeyPolicy;
import org.forgedtoken.detector.mapping.MappedFormat;
import org.forgedtoken.detector.reading.ActionReader;
import org.forgedtoken.detector.reading.FeedFormats;
import org.forgedtoken.detector.reading.ReadingPolicy;
import org.forgedtoken.detector.reading.signature.SignatureCheck;
import org.forgedtoken.detector.reading.signature.SignatureChecker;
import org.forgedtoken.detector.rule.Claim;
import org.forgedtoken.detector.rule.MaxLife;
import org.forgedtoken.detector.rule.rate.RateThreshold;
import org.forgedtoken.detector.rule.rate.RateWindow;
import org.forgedtoken.detector.settings.AccountRate;
import org.forgedtoken.detector.settings.ComparedClaim;
import org.forgedtoken.detector.settings.KeySource;
import org.forgedtoken.detector.settings.MaxSilence;
import org.forgedtoken.detector.settings.NumericClaims;
import org.forgedtoken.detector.settings.PerIssuer;
import org.forgedtoken.detector.settings.Secret;
import org.forgedtoken.detector.settings.Settings;
import org.forgedtoken.detector.settings.TokenContents;
import org.forgedtoken.detector.step.CanaryPolicy;
import org.forgedtoken.detector.step.Quotas;
import org.forgedtoken.detector.watch.SourcePolicy;
import org.forgedtoken.detector.watch.WatchAccountsPolicy;

/** What each step goes by, from the settings; the same for whatever drives the steps. */
public final class Policies {
    /** So many tokens' signatures are remembered: about 100 B each. */
    private static final int SIGNATURES_REMEMBERED = 100_000;

    private Policies() {}

    /** By what tokens are told apart. */
    public static TokenIdentity identity(Settings settings) {
        return new TokenIdentity(
                settings.tokens().identity().fallback(),
                settings.tokens().identity().byIssuer());
    }

    /**
     * For READ: how the records of the feeds are written.
     *
     * @throws org.forgedtoken.detector.mapping.WrongMapping where a mapping is not there, or wrong
     */
    public static FeedFormats formats(Settings settings) {
        return new FeedFormats(
                MappedFormat.named(settings.access().format(), Feed.ACCESS),
                MappedFormat.named(settings.issuance().format(), Feed.ISSUANCE));
    }

    /** For READ. */
    public static ReadingPolicy reading(Settings settings) {
        Map<String, Boolean> numeric = new HashMap<>();
        settings.tokens()
                .numericClaims()
                .byIssuer()
                .forEach((issuer, claims) -> numeric.put(issuer, claims == NumericClaims.ACCEPT));
        return new ReadingPolicy(
                settings.access().issuer(),
                settings.access().refusedStatus(),
                settings.access().protectedPaths(),
                settings.tokens().numericClaims().fallback() == NumericClaims.ACCEPT,
                numeric,
                settings.clock().maxAhead().toMillis(),
                identity(settings));
    }

    /**
     * For READ: the check of signatures that the records do not speak of.
     *
     * @param checksPerSecond beyond it a signature stays unknown
     * @param clock wall clock, epoch ms
     */
    public static SignatureCheck signatures(Settings settings, int checksPerSecond, LongSupplier clock) {
        Map<String, KeySource> sources = new HashMap<>(settings.jwks().keys().byIssuer());
        sources.put(SignatureChecker.EVERY_ISSUER, settings.jwks().keys().fallback());
        sources.values().removeIf(KeySource.None.class::isInstance);
        if (sources.isEmpty()) {
            return SignatureCheck.NONE;
        }
        Map<String, String> keySets = new HashMap<>();
        sources.forEach((issuer, source) -> keySets.put(issuer, place(source)));
        PerIssuer<Boolean> shared = settings.jwks().shared();
        // the set of every issuer is that of each which has none of its own
        boolean everyIssuers = shared.fallback()
                || shared.byIssuer().entrySet().stream()
                        .anyMatch(issuer -> issuer.getValue() && !keySets.containsKey(issuer.getKey()));
        return new SignatureChecker(
                keySets,
                issuer -> issuer.equals(SignatureChecker.EVERY_ISSUER) ? everyIssuers : shared.of(issuer),
                checksPerSecond,
                SIGNATURES_REMEMBERED,
                clock);
    }

    /**
     * How far the issuance feed is to be read ahead of the access log where both lie there, ms: as far as a verdict needs it.
     * An access that is read then is judged at once. One that is read before must be put aside and fetched again, which is
     * many times the work.
     */
    public static long issuanceLead(Settings settings) {
        return settings.ledger()
                .grace()
                .plus(settings.clock().skew().multipliedBy(2))
                .toMillis();
    }

    /**
     * For JUDGE.
     *
     * @param strangeKeysMax see {@link JudgePolicy}
     * @param hasKeys whether there is a keys feed
     * @param hasAccounts whether there is an accounts feed
     */
    public static JudgePolicy judge(
            Settings settings, FeedFormats formats, long strangeKeysMax, boolean hasKeys, boolean hasAccounts) {
        Settings.Ledger ledger = settings.ledger();
        return new JudgePolicy(
                ledger.grace().toMillis(),
                settings.clock().skew().toMillis(),
                ledger.holeWait().toMillis(),
                ledger.keep().toMillis(),
                ledger.maxAge().toMillis(),
                settings.clock().maxAhead().toMillis(),
                settings.judge().revocationGrace().toMillis(),
                settings.alerts().blockMax().toMillis(),
                settings.judge().pendingMax(),
                maxLife(settings),
                compared(settings.tokens().compare()),
                settings.judge().expectedUncovered(),
                formats.issuance().kinds(),
                issuer -> settings.tokens().contents().of(issuer) == TokenContents.MANY,
                hasAccounts,
                strangeKeysMax,
                new KeyPolicy(
                        hasKeys,
                        settings.keys().maxAge().toMillis(),
                        settings.keys().atRiskMaxAge().toMillis()),
                settings.watch().episodeQuiet().toMillis());
    }

    /**
     * For WATCH, for accounts.
     *
     * @param hasAccounts whether there is an accounts feed
     */
    public static WatchAccountsPolicy watchAccounts(Settings settings, boolean hasAccounts) {
        Settings.Watch watch = settings.watch();
        return new WatchAccountsPolicy(
                rate(watch.accountRate()),
                watch.episodeQuiet().toMillis(),
                hasAccounts,
                watch.accountGrace().toMillis(),
                settings.clock().skew().toMillis());
    }

    private static RateThreshold rate(AccountRate rate) {
        if (rate instanceof AccountRate.Fixed fixed) {
            RateWindow window = Arrays.stream(RateWindow.values())
                    .filter(one -> one.millis() == fixed.window().toMillis())
                    .findFirst()
                    .orElseThrow();
            return new RateThreshold.Fixed(fixed.count(), window);
        }
        return rate instanceof AccountRate.Off ? new RateThreshold.Off() : new RateThreshold.Learned();
    }

    /** For WATCH, for sources. */
    public static SourcePolicy sources(Settings settings) {
        return new SourcePolicy(
                settings.watch().fanOutMin(),
                settings.watch().unknownAccountsMin(),
                settings.watch().episodeQuiet());
    }

    /** For JUDGE and GROUP, to measure themselves. */
    public static CanaryPolicy canaries(Settings settings) {
        return new CanaryPolicy(
                settings.canary().interval().toMillis(),
                settings.canary().within().toMillis());
    }

    /** Which issuers the issuance feed carries, as far as is known: of none yet. */
    public static CarriedIssuers carriedIssuers(Settings settings) {
        String issuer = settings.access().issuer();
        return new CarriedIssuers(issuer.equals(Settings.ISSUER_UNLESS_SET) ? issuer : null);
    }

    /** What planted tokens are called. */
    public static CanaryIds canaryIds(Settings settings) {
        return new CanaryIds(settings.canary().secret().map(Secret::reveal).orElse(null));
    }

    /**
     * For GROUP.
     *
     * @param tasks that group: each has an equal share of the token alerts that are written singly of one incident
     */
    public static GroupPolicy group(
            Settings settings, Supplier<Exceptions> exceptions, GroupPolicy.Writing writing, int tasks) {
        long incidentAlertsMax = Math.max(1, settings.incidents().alertMax() / tasks);
        return new GroupPolicy(
                settings.ledger().grace().toMillis(),
                settings.alerts().blockMax().toMillis(),
                exceptions,
                writing,
                incidentAlertsMax,
                Math.max(1, Quotas.AN_HOUR / tasks));
    }

    /** For READ, and for those who write decisions. */
    public static ActionReader actions(Settings settings) {
        return new ActionReader(
                settings.incidents().reporting().keySet(),
                settings.clock().maxAhead().toMillis());
    }

    /** For live incidents. */
    public static IncidentPolicy incidents(Settings settings) {
        return IncidentPolicy.prompt(
                reporting(settings),
                Times.UNKNOWN,
                settings.alerts().blockKeys(),
                settings.alerts().blockMax().toMillis());
    }

    /**
     * For the incidents of a replay.
     *
     * @param awareAt when a verified incident was known, epoch ms, or {@link Times#UNKNOWN}
     */
    public static IncidentPolicy incidents(Settings settings, long awareAt) {
        return IncidentPolicy.exact(
                reporting(settings),
                awareAt,
                settings.alerts().blockKeys(),
                settings.alerts().blockMax().toMillis());
    }

    private static Map<String, Long> reporting(Settings settings) {
        Map<String, Long> reporting = new LinkedHashMap<>();
        settings.incidents().reporting().forEach((regime, within) -> reporting.put(regime, within.toMillis()));
        return Collections.unmodifiableMap(reporting);
    }

    /**
     * The exceptions: those of the file as it is by then, where there is one.
     *
     * @param clock wall clock, epoch ms
     * @throws org.forgedtoken.detector.reading.ExceptionsReader.WrongExceptions with everything that is wrong with the file
     */
    public static Supplier<Exceptions> exceptions(Settings settings, LongSupplier clock) {
        return settings.incidents()
                .exceptions()
                .<Supplier<Exceptions>>map(file -> new ExceptionsFile(file, clock))
                .orElse(() -> Exceptions.NONE);
    }

    /** For the coverage that READ keeps. */
    public static org.forgedtoken.detector.coverage.MaxSilence maxSilence(Settings settings) {
        return settings.ledger().maxSilence() instanceof MaxSilence.Fixed fixed
                ? new org.forgedtoken.detector.coverage.MaxSilence.Fixed(
                        fixed.gap().toMillis())
                : new org.forgedtoken.detector.coverage.MaxSilence.Auto();
    }

    private static MaxLife maxLife(Settings settings) {
        if (settings.tokens().maxLife() instanceof org.forgedtoken.detector.settings.MaxLife.Fixed fixed) {
            Duration life = fixed.life();
            return new MaxLife.Fixed(life.toMillis());
        }
        return new MaxLife.Auto();
    }

    private static Set<Claim> compared(Set<ComparedClaim> claims) {
        Set<Claim> compared = EnumSet.noneOf(Claim.class);
        for (ComparedClaim claim : claims) {
            compared.add(
                    switch (claim) {
                        case ACCOUNT -> Claim.ACCOUNT;
                        case CLIENT -> Claim.CLIENT;
                        case KEY -> Claim.KEY;
                        case ISSUED_AT -> Claim.ISSUED_AT;
                        case EXPIRY -> Claim.EXPIRY;
                    });
        }
        return compared;
    }

    private static String place(KeySource source) {
        if (source instanceof KeySource.KeyFile file) {
            return file.path().toString();
        }
        return source instanceof KeySource.Url url ? url.uri().toString() : "";
    }
}
