package org.forgedtoken.detector.step;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.forgedtoken.detector.feed.AccessRecord;
import org.forgedtoken.detector.feed.Signature;
import org.forgedtoken.detector.feed.TokenClaims;
import org.forgedtoken.detector.feed.TokenKey;
import org.forgedtoken.detector.ledger.Coverage;
import org.forgedtoken.detector.ledger.PresentedToken;
import org.forgedtoken.detector.ledger.PresentedToken.State;
import org.forgedtoken.detector.ledger.PresentedToken.Variant;
import org.jspecify.annotations.Nullable;

/** The open cases: the store of presented tokens together with the index of those that wait. Not thread-safe. */
final class Cases {
    private static final int HASH_BYTES = 8;
    private static final String UNREVOKED = "unrevoked";

    /** Whoever sends tokens with bad signatures must not take the places of others: all of a token share one. */
    private static final String SILENT = "!";

    private static final PresentedToken NOTHING = new PresentedToken(List.of());

    /** One variant of one token. */
    record Case(TokenKey key, Variant variant) {}

    private final Store<PresentedToken> store;
    private final Coverage coverage;
    private final Waiting waiting;
    /** What was asked for last: who finds a token writes it next. */
    private @Nullable String lastKey;

    private PresentedToken lastToken = NOTHING;
    private int unheardOf;
    private final Set<String> heardOf = new HashSet<>();

    Cases(long most, Store<PresentedToken> store, Coverage coverage) {
        this.store = store;
        this.coverage = coverage;
        this.waiting = new Waiting(most);
        heardOf.addAll(coverage.issuers());
        store.forEach((key, token) -> token.variants().forEach(v -> index(key, null, v)));
    }

    static boolean isSilent(AccessRecord use) {
        return use.signature() == Signature.INVALID;
    }

    /** What tells contents of one identity apart. */
    static String variantId(AccessRecord use) {
        if (isSilent(use)) {
            return SILENT;
        }
        String digest = use.token().digest();
        return digest != null ? digest : hash(content(use.token()));
    }

    static Variant newVariant(AccessRecord use) {
        return new Variant(
                variantId(use), use.token(), isSilent(use), State.WAITING, 0, List.of(use), 1, use.time(), List.of());
    }

    @Nullable
    Variant find(TokenKey key, AccessRecord use) {
        return find(key, variantId(use));
    }

    @Nullable
    Variant find(TokenKey key, String id) {
        return token(key).variant(id);
    }

    List<Variant> of(TokenKey key) {
        return token(key).variants();
    }

    /** Puts a variant that waits, if there is room; one that waits already keeps its place. */
    boolean hold(TokenKey key, Variant variant) {
        PresentedToken token = token(key);
        return hold(key, token, token.variant(variant.id()), variant);
    }

    /**
     * Lets the use of a good token wait to be held against revocations, if there is room.
     *
     * @param needed up to which event time (epoch ms) these must be known
     */
    boolean holdUnrevoked(TokenKey key, AccessRecord use, long needed) {
        String id = UNREVOKED + variantId(use);
        PresentedToken token = token(key);
        Variant before = token.variant(id);
        Variant now = before == null
                ? new Variant(id, use.token(), false, State.UNREVOKED, needed, List.of(use), 1, use.time(), List.of())
                : before.with(use, PresentedToken.MOST_USES).in(State.UNREVOKED, Math.max(needed, before.needed()));
        return hold(key, token, before, now);
    }

    private boolean hold(TokenKey key, PresentedToken token, @Nullable Variant before, Variant now) {
        if (before == null || !Waiting.waits(before.state())) {
            if (!waiting.hasRoom(now) || token.variants().size() >= PresentedToken.MOST_VARIANTS) {
                return false;
            }
            if (isUnheardOf(now.claims().issuer()) && !waiting.hasRoomUnheardOf(unheardOf)) {
                return false;
            }
        }
        put(key, token, before, now);
        return true;
    }

    void put(TokenKey key, Variant variant) {
        PresentedToken token = token(key);
        put(key, token, token.variant(variant.id()), variant);
    }

    private void put(TokenKey key, PresentedToken token, @Nullable Variant before, Variant now) {
        PresentedToken with = token.with(now);
        store.put(key.text(), with);
        remember(key, with);
        index(key.text(), before, now);
    }

    private PresentedToken token(TokenKey key) {
        if (key.text().equals(lastKey)) {
            return lastToken;
        }
        PresentedToken token = store.get(key.text());
        remember(key, token == null ? NOTHING : token);
        return lastToken;
    }

    private void remember(TokenKey key, PresentedToken token) {
        lastKey = key.text();
        lastToken = token;
    }

    /** The store has been swept: what it holds is to be asked for anew. */
    void swept() {
        lastKey = null;
    }

    void remove(TokenKey key, Variant variant) {
        PresentedToken token = token(key);
        Variant before = token.variant(variant.id());
        if (before == null) {
            return;
        }
        PresentedToken rest = token.without(variant.id());
        remember(key, rest);
        if (rest.variants().isEmpty()) {
            store.remove(key.text());
        } else {
            store.put(key.text(), rest);
        }
        index(key.text(), before, null);
    }

    /** Accusations of this issuer that rest on nothing but these claims. */
    List<Case> alteredOnlyIn(String issuer, List<String> claims) {
        List<Case> found = new ArrayList<>();
        store.forEach((key, token) -> {
            for (Variant variant : token.variants()) {
                if (variant.state() == State.ALTERED
                        && variant.claims().issuer().equals(issuer)
                        && claims.containsAll(variant.differing())) {
                    found.add(new Case(TokenKey.parse(key), variant));
                }
            }
        });
        return found;
    }

    /** The feed has named the issuer, in an issuance or in a mark: its tokens no longer count as unheard-of. */
    void heardOf(String issuer) {
        if (heardOf.isEmpty()) {
            unheardOf = waiting.size();
        }
        if (heardOf.add(issuer)) {
            unheardOf -= waiting.count(issuer);
        }
    }

    boolean hasHeardOf(String issuer) {
        return heardOf.contains(issuer);
    }

    /** While the feed has named nobody there is no honest issuer yet whose tokens would need the room. */
    private boolean isUnheardOf(String issuer) {
        return !heardOf.isEmpty() && !hasHeardOf(issuer);
    }

    List<String> issuers() {
        return waiting.issuers();
    }

    /** Issuers of tokens that wait and of which no mark has spoken, whether an issuance has named them or not. */
    List<String> notCarried() {
        return waiting.issuers().stream().filter(i -> !coverage.carries(i)).toList();
    }

    Waiting.@Nullable Entry due(String issuer, long frontier) {
        return waiting.due(issuer, frontier);
    }

    void recheck(String issuer) {
        waiting.recheck(issuer);
    }

    Waiting.@Nullable Entry nextToRecheck() {
        return waiting.nextToRecheck();
    }

    int waiting() {
        return waiting.size();
    }

    private void index(String key, @Nullable Variant before, @Nullable Variant now) {
        Variant any = now == null ? before : now;
        if (any == null) {
            return;
        }
        String issuer = any.claims().issuer();
        int size = waiting.count(issuer);
        waiting.changed(key, issuer, any.id(), before, now);
        if (isUnheardOf(issuer)) {
            unheardOf += waiting.count(issuer) - size;
        }
    }

    /** All that is stated, each part with its length before it; a record's own {@code toString} takes microseconds. */
    private static String content(TokenClaims token) {
        StringBuilder content = new StringBuilder(128);
        for (String part :
                new String[] {token.issuer(), token.tokenId(), token.account(), token.client(), token.keyId()}) {
            content.append(part == null ? -1 : part.length()).append(':').append(part);
        }
        return content.append(token.idAbsent())
                .append(token.issuedAt())
                .append('/')
                .append(token.expiresAt())
                .toString();
    }

    private static String hash(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
