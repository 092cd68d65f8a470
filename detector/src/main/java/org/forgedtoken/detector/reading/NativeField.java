package org.forgedtoken.detector.reading;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
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
    SINCE,
    STATE,
    NOT_BEFORE,
    NOT_AFTER,
    AT_RISK_SINCE;

    /** What only records of keys and accounts say: elsewhere these names mean nothing. */
    private static final Set<NativeField> OF_LISTS = EnumSet.of(STATE, NOT_BEFORE, NOT_AFTER, AT_RISK_SINCE);

    private static final Map<String, NativeField> ALL = new HashMap<>();
    private static final Map<String, NativeField> OF_TOKENS = new HashMap<>();

    static {
        for (NativeField field : values()) {
            ALL.put(field.label(), field);
            if (!OF_LISTS.contains(field)) {
                OF_TOKENS.put(field.label(), field);
            }
        }
    }

    /** As written in a record. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The field of this name in a record of an access or an issuance, or null: it means nothing there. */
    static @Nullable NativeField named(String name) {
        return OF_TOKENS.get(name);
    }

    /** The field of this name in a record of a key or an account, or null. */
    static @Nullable NativeField namedInList(String name) {
        return ALL.get(name);
    }
}
