package org.forgedtoken.detector.web.board;

import java.util.Locale;
import java.util.function.Function;

/** What alerts have in common: by each of these they are searched, sorted and counted. */
public enum Facet {
    RULE(Held::rule),
    ACCOUNT(Held::account),
    SOURCE(Held::source),
    /** Its id: keys of two issuers may share one. */
    KEY(Held::key),
    /** Its uid. */
    INCIDENT(Held::incident);

    @SuppressWarnings("ImmutableEnumChecker") // a reference to a method
    private final Function<Held, String> name;

    Facet(Function<Held, String> name) {
        this.name = name;
    }

    /** What the alert names; empty where it names none. */
    String of(Held alert) {
        return name.apply(alert);
    }

    /** As in addresses and answers. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
