package org.forgedtoken.detector.reading;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields of the native format that mean something (CONTRACT, section 3); every format is mapped onto them. */
enum NativeField {
    TIME,
    TOKEN,
    TOKEN_ID,
    TOKEN_DIGEST,
    ISSUER,
    ACCOUNT_ID,
    CLIENT_ID,
    KEY_ID,
    ISSUED_AT,
    EXPIRES_AT,
    SOURCE_IP,
    USER_AGENT,
    METHOD,
    PATH,
    STATUS,
    AUTHENTICATED,
    REQUEST_ID,
    SIGNATURE_VALID,
    KIND,
    EVENT,
    SINCE;

    private static final Map<String, NativeField> BY_NAME = new HashMap<>();

    static {
        for (NativeField field : values()) {
            BY_NAME.put(field.label(), field);
        }
    }

    /** As written in a record. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The field of this name, or null: a field that means nothing here. */
    static @Nullable NativeField named(String name) {
        return BY_NAME.get(name);
    }
}
