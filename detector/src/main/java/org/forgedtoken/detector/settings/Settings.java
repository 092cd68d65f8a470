package org.forgedtoken.detector.settings;

import java.time.Duration;
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
        Alerts alerts,
        Jwks jwks,
        Http http,
        Map<String, String> kafka,
        List<Effective> effective) {

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
     * @throws WrongSettings with every fault at once
     */
    public static Settings read(Sources sources) {
        return new SettingsReader(sources).read();
    }

    /** The names of the topics, all different. */
    public record Topics(String access, String issuance, String alerts, String blocklist, String deadLetters) {}

    /** How access records are read; {@code protectedPaths} empty means all. */
    public record Access(String format, String issuer, Set<Integer> refusedStatus, List<String> protectedPaths) {
        public Access {
            refusedStatus = Set.copyOf(refusedStatus);
            protectedPaths = List.copyOf(protectedPaths);
        }
    }

    /** How issuance records are read. */
    public record Issuance(String format) {}

    /** How tokens are matched and compared. */
    public record Tokens(
            PerIssuer<IdentityKind> identity,
            MaxLife maxLife,
            Set<ComparedClaim> compare,
            PerIssuer<NumericClaims> numericClaims) {
        public Tokens {
            compare = Set.copyOf(compare);
        }
    }

    /** How late, silent and old the ledger may be. */
    public record Ledger(Duration grace, MaxSilence maxSilence, Duration holeWait, Duration keep, Duration maxAge) {}

    /** How far clocks may be apart. */
    public record Clock(Duration skew, Duration maxAhead) {}

    /** The bounds of the judging step. */
    public record Judge(
            Partitions partitions, Duration revocationGrace, int pendingMax, Set<String> expectedUncovered) {
        public Judge {
            expectedUncovered = Set.copyOf(expectedUncovered);
        }
    }

    /** What is written of findings, and for how long it holds. */
    public record Alerts(Duration retention, int incidentMax, Duration blockMax) {}

    /** Where signatures are checked against, and how often. */
    public record Jwks(PerIssuer<KeySource> keys, int checksPerSecond) {}

    /** The HTTP server; a token is always there where the host is not loopback. Port 0 takes any that is free. */
    public record Http(String host, int port, Optional<Secret> token) {}
}
