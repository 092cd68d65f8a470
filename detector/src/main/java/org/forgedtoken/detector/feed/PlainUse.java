package org.forgedtoken.detector.feed;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A use of a token whose record states plainly what JUDGE asks of an ordinary one: its id, and claims beside it, in ASCII
 * and without escapes, so that equal bytes are equal texts. The account stays where it lies in the record. Filled again for
 * each record, so that an ordinary access makes no objects. Times are epoch ms, or {@link Times#UNKNOWN}. Not thread-safe.
 */
public final class PlainUse {
    private byte[] record = {};
    private int accountFrom;
    private int accountTo;
    private byte[] key = {};
    private String issuer = "";
    private @Nullable String client;
    private @Nullable String keyId;
    private String source = "";
    private int pathFrom;
    private int pathTo;
    private long time;
    private long issuedAt;
    private long expiresAt;

    /** Begins with this record and its {@link TokenKey} in ASCII; the arrays are not copied. */
    public void begin(byte[] ofRecord, byte[] ofToken, String ofIssuer) {
        record = ofRecord;
        key = ofToken;
        issuer = ofIssuer;
        accountFrom = 0;
        accountTo = 0;
        client = null;
        keyId = null;
    }

    /** The account lies here in the record; at 0 there is none. */
    public void account(int from, int to) {
        accountFrom = from;
        accountTo = to;
    }

    /** What few tokens differ in; null where it is not stated. */
    public void client(@Nullable String ofClient, @Nullable String ofKey) {
        client = ofClient;
        keyId = ofKey;
    }

    /** When it was, and what the record says of the token's times. */
    public void times(long ofUse, long ofIssue, long ofExpiry) {
        time = ofUse;
        issuedAt = ofIssue;
        expiresAt = ofExpiry;
    }

    /** From where, a {@link Source} as text, and for what: the path lies here in the record; at 0 there is none. */
    public void request(String ofSource, int from, int to) {
        source = ofSource;
        pathFrom = from;
        pathTo = to;
    }

    /** The text of its {@link TokenKey}, in ASCII. */
    public byte[] key() {
        return key;
    }

    public String issuer() {
        return issuer;
    }

    public @Nullable String client() {
        return client;
    }

    public @Nullable String keyId() {
        return keyId;
    }

    public String source() {
        return source;
    }

    public @Nullable String path() {
        return pathFrom == 0 ? null : new String(record, pathFrom, pathTo - pathFrom, StandardCharsets.UTF_8);
    }

    public long time() {
        return time;
    }

    public long issuedAt() {
        return issuedAt;
    }

    public long expiresAt() {
        return expiresAt;
    }

    public boolean statesAccount() {
        return accountFrom != 0;
    }

    /** Whether the account is the one in these bytes. */
    public boolean isOf(byte[] bytes, int from, int to) {
        return Arrays.equals(record, accountFrom, accountTo, bytes, from, to);
    }

    /** Whether the account is this one. */
    public boolean isOf(@Nullable String text) {
        if (text == null || text.length() != accountTo - accountFrom) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (record[accountFrom + i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** The account in ASCII; empty where there is none. */
    public byte[] account() {
        return Arrays.copyOfRange(record, accountFrom, accountTo);
    }

    /** The account as text; empty where there is none. */
    public String accountText() {
        return new String(record, accountFrom, accountTo - accountFrom, StandardCharsets.ISO_8859_1);
    }
}
