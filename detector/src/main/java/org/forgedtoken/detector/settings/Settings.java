package org.forgedtoken.detector.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.forgedtoken.detector.feed.IdentityKind;
import org.forgedtoken.detector.feed.TokenIdentity;
import org.jspecify.annotations.Nullable;

/** All settings, checked as a whole. What each means is said once, in {@link Catalogue}. Immutable. */
public final class Settings {
    /** {@code access.issuer} where nobody has set it. */
    static final String ISSUER_UNLESS_SET = "default";

    /** By the index of the setting. */
    private final List<ByName<?>> values;

    private final Map<String, String> kafka;
    private final List<Effective> effective;

    Settings(List<ByName<?>> values, Map<String, String> kafka, List<Effective> effective) {
        this.values = List.copyOf(values);
        this.kafka = Map.copyOf(kafka);
        this.effective = List.copyOf(effective);
    }

    /** Looks at what settings name and only its reader can judge: a mapping, a key, a file of exceptions. */
    @FunctionalInterface
    public interface Check {
        /**
         * Tells what is wrong.
         *
         * @param faults takes the key of each setting whose file cannot be used, and what is wrong with it
         */
        void look(Settings settings, BiConsumer<String, String> faults);
    }

    /** The defaults alone. */
    public static Settings defaults() {
        return of(Map.of());
    }

    /** The defaults, but for what is set here by its key. */
    public static Settings of(Map<String, String> set) {
        return read(new Sources(Optional.empty(), Map.of(), set));
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

    /** The value for every issuer that has none of its own. */
    public <T> T get(Setting<T> setting) {
        return each(setting).fallback();
    }

    /** The same in ms. */
    public long millis(Setting<Duration> setting) {
        return get(setting).toMillis();
    }

    /** The value, and those of the issuers that have their own. */
    @SuppressWarnings("unchecked") // they were read in the order of the catalogue
    public <T> ByName<T> each(Setting<T> setting) {
        return (ByName<T>) values.get(setting.index());
    }

    /** By what tokens are told apart. */
    public TokenIdentity identity() {
        ByName<IdentityKind> kinds = each(Catalogue.TOKEN_IDENTITY);
        return new TokenIdentity(kinds.fallback(), kinds.byName());
    }

    /** Whether the issuer that a token names, or null, may write numbers where texts belong, and texts where numbers do. */
    public boolean acceptsNumericClaims(@Nullable String issuer) {
        return each(Catalogue.TOKEN_NUMERIC_CLAIMS).of(issuer == null ? get(Catalogue.ACCESS_ISSUER) : issuer);
    }

    /** The issuer of a token that names none, where nobody has set which that is; else null. */
    public @Nullable String issuerUnlessSet() {
        String issuer = get(Catalogue.ACCESS_ISSUER);
        return issuer.equals(ISSUER_UNLESS_SET) ? issuer : null;
    }

    /**
     * How far the issuance feed is to be read ahead of the access log where both lie there, ms: as far as a verdict needs it.
     * An access that is read then is judged at once. One that is read before must be put aside and fetched again, which is
     * many times the work.
     */
    public long issuanceLead() {
        return millis(Catalogue.LEDGER_GRACE) + 2 * millis(Catalogue.CLOCK_SKEW);
    }

    /** What was given under {@code kafka.}, without that prefix and unchecked. */
    public Map<String, String> kafka() {
        return kafka;
    }

    /** Every setting as it holds and where it came from, secrets hidden. */
    public List<Effective> effective() {
        return effective;
    }

    @Override
    public String toString() {
        return effective.toString();
    }

    /**
     * A setting as it holds.
     *
     * @param value as written; {@link Secret#HIDDEN}, or {@code ***} in an address, where it is secret
     */
    public record Effective(String key, String value, Origin origin) {}

    /**
     * Where settings come from; the later wins.
     *
     * @param file a properties file in UTF-8
     * @param environment all of it; only names that begin with {@code DETECTOR_} are looked at
     * @param set key and value of each {@code --set}
     */
    public record Sources(Optional<Path> file, Map<String, String> environment, Map<String, String> set) {

        public Sources {
            environment = Map.copyOf(environment);
            set = Map.copyOf(set);
        }
    }

    /** Where a value came from; of two the later wins. */
    public enum Origin {
        DEFAULT,
        FILE,
        ENVIRONMENT,
        SET;

        /** As {@code config} shows it. */
        public String label() {
            return this == SET ? "--set" : name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A value for all issuers, and others for some; or that of each name which the user has given, and the default.
     *
     * @param byName issuers compare exactly
     */
    public record ByName<T>(T fallback, Map<String, T> byName) {

        public ByName {
            byName = Map.copyOf(byName);
        }

        /** The value for this issuer or name. */
        public T of(String name) {
            return byName.getOrDefault(name, fallback);
        }
    }
}
