package org.forgedtoken.detector.demo;

import java.util.regex.Pattern;

/** Whom an alert accuses, as the truth names him: an alert's entity also tells which variant, or since when. */
public final class Accused {
    private static final Pattern SINCE = Pattern.compile("@-?\\d+$");

    private Accused() {}

    /** The entity without what a generator cannot know. */
    public static String by(String rule, String entity) {
        return switch (rule) {
            // Behind an altered token's key stands which content was presented.
            case "token-altered" -> entity.substring(0, Math.max(0, entity.lastIndexOf('|')));
            // An account may be named with its issuer before it.
            case "account-rate-anomaly" -> {
                String account = SINCE.matcher(entity).replaceFirst("");
                yield account.substring(account.lastIndexOf('|') + 1);
            }
            case "source-fan-out", "source-enumeration", "account-unknown" ->
                SINCE.matcher(entity).replaceFirst("");
            default -> entity;
        };
    }
}
