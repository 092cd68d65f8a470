package org.forgedtoken.detector.reading;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.forgedtoken.detector.reading.jwt.NameTable;
import org.jspecify.annotations.Nullable;

/** The fields of the native format that mean something (reference/records.md); every format is mapped onto them. */
public enum NativeField {
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
    AT_RISK_SINCE,
    CLASS;

    /** What only records of keys and accounts say: elsewhere these names mean nothing. */
    private static final Set<NativeField> OF_LISTS = EnumSet.of(STATE, NOT_BEFORE, NOT_AFTER, AT_RISK_SINCE, CLASS);

    private static final Set<NativeField> REPEATED =
            EnumSet.of(ISSUER, CLIENT_ID, KEY_ID, USER_AGENT, METHOD, KIND, EVENT);

    private static final Map<String, NativeField> ALL =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(NativeField::label, Function.identity()));
    private static final Map<String, NativeField> OF_TOKENS = Arrays.stream(values())
            .filter(field -> !OF_LISTS.contains(field))
            .collect(Collectors.toUnmodifiableMap(NativeField::label, Function.identity()));
    private static final NameTable<NativeField> IN_BYTES = new NameTable<>(OF_TOKENS);

    private final String label = name().toLowerCase(Locale.ROOT);

    /** As written in a record. */
    public String label() {
        return label;
    }

    /** The field of this name in a record of an access or an issuance, or null: it means nothing there. */
    public static @Nullable NativeField named(String name) {
        return OF_TOKENS.get(name);
    }

    /** The same of a name in bytes. */
    static @Nullable NativeField named(byte[] json, int from, int to) {
        return IN_BYTES.get(json, from, to);
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
