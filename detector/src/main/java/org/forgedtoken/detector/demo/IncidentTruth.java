package org.forgedtoken.detector.demo;

import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What became of one stolen key: the incident that a person must find. Members are kept, so all counts are exact. */
public final class IncidentTruth {
    private final String issuer;
    private final @Nullable String keyId;
    private final Set<String> tokens = new HashSet<>();
    private final Set<String> accounts = new HashSet<>();
    private final Set<String> unknownAccounts = new HashSet<>();
    private final Set<String> sources = new HashSet<>();
    private final Map<String, Long> endpoints = new TreeMap<>();
    private boolean verified;
    private long accesses;
    private long firstUse = Long.MAX_VALUE;
    private long lastUse = Long.MIN_VALUE;

    IncidentTruth(String issuer, @Nullable String keyId) {
        this.issuer = issuer;
        this.keyId = keyId;
    }

    void add(Forgery forgery, SampleToken token, String source, String template) {
        tokens.add(token.key());
        String account = token.account();
        if (account != null) {
            accounts.add(account);
            if (!forgery.accountExists()) {
                unknownAccounts.add(account);
            }
        }
        sources.add(source);
        endpoints.merge(template, 1L, Long::sum);
        // what is undetermined proves nothing, though it may join
        verified |= forgery.verified()
                && (forgery.outcome() == Outcome.NEVER_ISSUED || forgery.outcome() == Outcome.ALTERED);
        accesses++;
        firstUse = Math.min(firstUse, forgery.time());
        lastUse = Math.max(lastUse, forgery.time());
    }

    public String issuer() {
        return issuer;
    }

    /** Null: unverified tokens of keys that nobody knows. */
    public @Nullable String keyId() {
        return keyId;
    }

    /** Whether the gateway found the signature of a token good that was never issued, or altered. */
    public boolean verified() {
        return verified;
    }

    public int tokens() {
        return tokens.size();
    }

    public int accounts() {
        return accounts.size();
    }

    /** Accounts that do not exist; an accounts feed must say which do. */
    public int accountsUnknown() {
        return unknownAccounts.size();
    }

    public int sources() {
        return sources.size();
    }

    public long accesses() {
        return accesses;
    }

    /** Epoch ms. */
    public long firstUse() {
        return firstUse;
    }

    /** Epoch ms. */
    public long lastUse() {
        return lastUse;
    }

    /** Path template → accesses. */
    public Map<String, Long> endpoints() {
        return Map.copyOf(endpoints);
    }

    String toJson() {
        JsonObject paths = new JsonObject();
        endpoints.forEach(paths::number);
        return new JsonObject()
                .text("issuer", issuer)
                .text("key_id", keyId)
                .bool("verified", verified)
                .number("tokens", tokens())
                .number("accounts", accounts())
                .number("accounts_unknown", accountsUnknown())
                .number("sources", sources())
                .number("accesses", accesses)
                .text("first_use", Instant.ofEpochMilli(firstUse).toString())
                .text("last_use", Instant.ofEpochMilli(lastUse).toString())
                .raw("endpoints", paths.toString())
                .toString();
    }
}
