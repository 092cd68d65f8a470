package org.forgedtoken.detector.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.forgedtoken.detector.feed.IdentityKind;

/**
 * All settings, checked as a whole. What each means is said once, in {@link Catalogue}.
 *
 * @param kafka what was given under {@code kafka.}, without that prefix and unchecked
 * @param effective every setting as it holds and where it came from, secrets hidden
 */
public record Settings(
        Topics topics,
        Access access,
        Issuance issuance,
        Tokens tokens,
        Ledger ledger,
        Clock clock,
        Judge judge,
        Keys keys,
        Watch watch,
        Incidents incidents,
        Evidence evidence,
        Alerts alerts,
        Jwks jwks,
        Http http,
        Canary canary,
        Map<String, String> kafka,
        List<Effective> effective) {
    /** {@code access.issuer} where nobody has set it. */
    public static final String ISSUER_UNLESS_SET = "default";

    public Settings {
        kafka = Map.copyOf(kafka);
        effective = List.copyOf(effective);
    }

    /** The defaults alone. */
    public static Settings defaults() {
        return read(Sources.none());
    }

    /**
     * What the sources give.
     *
     * @param checks of what the settings name
     * @throws WrongSettings with every fault at once
     */
    public static Settings read(Sources sources, Check... checks) {
        return new SettingsReader(sources).read(List.of(checks));
    }

    /** The names of the topics, all different. */
    public record Topics(
            String access,
            String issuance,
            String keys,
            String accounts,
            String actions,
            String alerts,
            String incidents,
            String blocklist,
            String deadLetters) {}

    /** How access records are read; {@code protectedPaths} empty means all. */
    public record Access(
            String format, boolean keyed, String issuer, Set<Integer> refusedStatus, List<String> protectedPaths) {
        public Access {
            refusedStatus = Set.copyOf(refusedStatus);
            protectedPaths = List.copyOf(protectedPaths);
        }
    }

    /** How issuance records are read. */
    public record Issuance(String format, boolean keyed) {}

    /** How tokens are matched and compared. */
    public record Tokens(
            PerIssuer<IdentityKind> identity,
            MaxLife maxLife,
            Set<ComparedClaim> compare,
            PerIssuer<NumericClaims> numericClaims,
            PerIssuer<TokenContents> contents) {
        public Tokens {
            compare = Set.copyOf(compare);
        }
    }

    /** How late, silent and old the ledger may be. */
    public record Ledger(
            LedgerKind store,
            Duration grace,
            MaxSilence maxSilence,
            Duration holeWait,
            Duration keep,
            Duration maxAge) {}

    /** How far clocks may be apart. */
    public record Clock(Duration skew, Duration maxAhead) {}

    /** The bounds of the judging step. */
    public record Judge(
            Partitions partitions, Duration revocationGrace, int pendingMax, Set<String> expectedUncovered) {
        public Judge {
            expectedUncovered = Set.copyOf(expectedUncovered);
        }
    }

    /** How long a key may sign. */
    public record Keys(Duration maxAge, Duration atRiskMaxAge) {}

    /** What is unusual of accounts and sources. */
    public record Watch(
            Duration accountGrace,
            int unknownAccountsMin,
            AccountRate accountRate,
            Duration episodeQuiet,
            int fanOutMin) {}

    /**
     * What people work on.
     *
     * @param reporting by when a verified incident must be reported, by regime, in the order given
     */
    public record Incidents(int alertMax, Map<String, Duration> reporting, Optional<Path> exceptions) {
        public Incidents {
            reporting = Collections.unmodifiableMap(new LinkedHashMap<>(reporting));
        }
    }

    /** Who signs what a replay finds. */
    public record Evidence(Optional<Path> key) {}

    /** For how long alerts and block entries hold, and whether keys are blocked too. */
    public record Alerts(Duration retention, Duration blockMax, boolean blockKeys) {}

    /** Where signatures are checked against, whose keys others share, and how often. */
    public record Jwks(PerIssuer<KeySource> keys, PerIssuer<Boolean> shared, int checksPerSecond) {}

    /** The HTTP server; a token is always there where the host is not loopback. Port 0 takes any that is free. */
    public record Http(
            String host,
            int port,
            Optional<Secret> token,
            DecisionFail decisionFail,
            DecisionFail decisionUnreadable) {}

    /** The tokens that the detector plants itself; an interval of zero means none. */
    public record Canary(Duration interval, Duration within, Optional<Secret> secret) {}
}
