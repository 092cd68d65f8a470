package org.forgedtoken.detector.reading;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
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

    private static final Set<NativeField> REPEATED =
            EnumSet.of(ISSUER, CLIENT_ID, KEY_ID, USER_AGENT, METHOD, KIND, EVENT);

    private static final Map<String, NativeField> ALL = new HashMap<>();
    private static final Map<String, NativeField> OF_TOKENS = new HashMap<>();

    /** By {@link #place}, or in the next that is free. */
    private static final @Nullable NativeField[] BY_BYTES = new NativeField[128];

    static {
        for (NativeField field : values()) {
            ALL.put(field.label(), field);
            if (!OF_LISTS.contains(field)) {
                OF_TOKENS.put(field.label(), field);
                int place = place(field.bytes, 0, field.bytes.length);
                while (BY_BYTES[place] != null) {
                    place = place + 1 & BY_BYTES.length - 1;
                }
                BY_BYTES[place] = field;
            }
        }
    }

    private final byte[] bytes = label().getBytes(StandardCharsets.US_ASCII);

    /** As written in a record. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The field of this name in a record of an access or an issuance, or null: it means nothing there. */
    static @Nullable NativeField named(String name) {
        return OF_TOKENS.get(name);
    }

    /** The same of a name in bytes. */
    static @Nullable NativeField named(byte[] json, int from, int to) {
        int place = place(json, from, to);
        for (NativeField field = BY_BYTES[place]; field != null; field = BY_BYTES[place]) {
            if (Arrays.equals(field.bytes, 0, field.bytes.length, json, from, to)) {
                return field;
            }
            place = place + 1 & BY_BYTES.length - 1;
        }
        return null;
    }

    private static int place(byte[] json, int from, int to) {
        return from == to ? 0 : json[from] * 7 + json[to - 1] * 3 + (to - from) * 13 & BY_BYTES.length - 1;
    }

    /** Whether few texts stand in this field, each of them often. */
    boolean isRepeated() {
        return REPEATED.contains(this);
    }

    /** The field of this name in a record of a key or an account, or null. */
    static @Nullable NativeField namedInList(String name) {
        return ALL.get(name);
    }
}
