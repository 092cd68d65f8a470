package org.forgedtoken.detector.step;

/** A variant of a token as one text. */
public final class VariantName {
    /** Parts a token's key from the id of a variant; no key holds it, for a % is always escaped there. */
    private static final String BETWEEN = "%+";

    private VariantName() {}

    public static String of(String key, String variant) {
        return key + BETWEEN + variant;
    }

    /** The token's key; all of the name, where it names a token alone. */
    public static String key(String name) {
        int end = name.indexOf(BETWEEN);
        return end < 0 ? name : name.substring(0, end);
    }

    /** The id of the variant. */
    public static String variant(String name) {
        return name.substring(name.indexOf(BETWEEN) + BETWEEN.length());
    }
}
