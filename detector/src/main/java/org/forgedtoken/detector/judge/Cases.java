package org.forgedtoken.detector.judge;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.forgedtoken.detector.coverage.Coverage;
import org.forgedtoken.detector.feed.AccessRecord;
import org.forgedtoken.detector.feed.Signature;
import org.forgedtoken.detector.feed.TokenKey;
import org.forgedtoken.detector.ledger.PresentedToken;
import org.forgedtoken.detector.ledger.PresentedToken.State;
import org.forgedtoken.detector.ledger.PresentedToken.Variant;
import org.forgedtoken.detector.step.DueTimes.Due;
import org.forgedtoken.detector.step.Store;
import org.forgedtoken.detector.step.VariantName;
import org.jspecify.annotations.Nullable;

/** The open cases: the store of presented tokens together with the index of those that wait. Not thread-safe. */
public final class Cases {
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
    private final NameFilter kept = new NameFilter();
    private int unheardOf;
    private final Set<String> heardOf = new HashSet<>();

    public Cases(long most, Store<PresentedToken> store, Coverage coverage) {
        this.store = store;
        this.coverage = coverage;
        this.waiting = new Waiting(most);
        heardOf.addAll(coverage.issuers());
        store.forEach((name, token) -> {
            if (name.equals(VariantName.key(name))) {
                kept.add(name);
            }
            token.variants().forEach(v -> index(VariantName.key(name), null, v));
        });
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
        return digest != null ? digest : ContentId.of(use.token());
    }

    public static Variant newVariant(AccessRecord use) {
        return new Variant(
                variantId(use), use.token(), isSilent(use), State.WAITING, 0, List.of(use), 1, use.time(), List.of());
    }

    @Nullable
    Variant find(TokenKey key, AccessRecord use) {
        return find(key, variantId(use));
    }

    @Nullable
    public Variant find(TokenKey key, String id) {
        return find(key, token(key), id);
    }

    private @Nullable Variant find(TokenKey key, PresentedToken token, String id) {
        Variant together = token.variant(id);
        return together != null || !token.hasMoreApart() ? together : findApart(key, id);
    }

    private @Nullable Variant findApart(TokenKey key, String id) {
        PresentedToken apart = store.get(VariantName.of(key.text(), id));
        return apart == null ? null : apart.variant(id);
    }

    /** All variants of a token. */
    public List<Variant> of(TokenKey key) {
        PresentedToken token = token(key);
        return token.hasMoreApart() ? all(key.text(), token) : token.variants();
    }

    private List<Variant> all(String key, PresentedToken token) {
        List<Variant> all = new ArrayList<>(token.variants());
        store.forEach(VariantName.of(key, ""), (name, apart) -> all.addAll(apart.variants()));
        return all;
    }

    /** Lets go the tokens of which nothing waits and that were last used before this time (epoch ms). */
    void sweep(int limit, long before) {
        store.sweep(limit, (name, token) -> {
            boolean over = token.apartUntil() < before
                    && (token.hasMoreApart() ? all(name, token) : token.variants())
                            .stream().allMatch(v -> !v.state().waits() && v.lastUse() < before);
            if (over && name.equals(VariantName.key(name))) {
                kept.remove(name);
            }
            return over;
        });
        lastKey = null;
    }

    /** Puts a variant that waits, if there is room; one that waits already keeps its place. */
    public boolean hold(TokenKey key, Variant variant) {
        PresentedToken token = token(key);
        return hold(key, token, find(key, token, variant.id()), variant);
    }

    /**
     * Lets the use of a good token wait to be held against revocations, if there is room.
     *
     * @param needed up to which event time (epoch ms) these must be known
     */
    boolean holdUnrevoked(TokenKey key, AccessRecord use, long needed) {
        String id = UNREVOKED + variantId(use);
        PresentedToken token = token(key);
        Variant before = find(key, token, id);
        Variant now = before == null
                ? new Variant(id, use.token(), false, State.UNREVOKED, needed, List.of(use), 1, use.time(), List.of())
                : before.with(use, PresentedToken.MOST_USES).in(State.UNREVOKED, Math.max(needed, before.needed()));
        return hold(key, token, before, now);
    }

    private boolean hold(TokenKey key, PresentedToken token, @Nullable Variant before, Variant now) {
        if (before == null || !before.state().waits()) {
            if (!waiting.hasRoom(now)) {
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
        put(key, token, find(key, token, variant.id()), variant);
    }

    private void put(TokenKey key, PresentedToken token, @Nullable Variant before, Variant now) {
        boolean together = before == null
                ? token.variants().size() < PresentedToken.MOST_VARIANTS
                : token.variant(now.id()) != null;
        if (together) {
            keep(key, token, token.with(now));
        } else {
            store.put(VariantName.of(key.text(), now.id()), NOTHING.with(now));
            if (now.lastUse() > token.apartUntil()) {
                keep(key, token, token.withApartUntil(now.lastUse()));
            }
        }
        index(key.text(), before, now);
    }

    private PresentedToken token(TokenKey key) {
        if (key.text().equals(lastKey)) {
            return lastToken;
        }
        // Every issuance asks, and of nearly all tokens nothing is kept: the disk need not be asked for them.
        PresentedToken token = kept.mayHold(key.text()) ? store.get(key.text()) : null;
        remember(key, token == null ? NOTHING : token);
        return lastToken;
    }

    private void keep(TokenKey key, PresentedToken before, PresentedToken now) {
        if (before.equals(NOTHING)) {
            kept.add(key.text());
        }
        store.put(key.text(), now);
        remember(key, now);
    }

    private void remember(TokenKey key, PresentedToken token) {
        lastKey = key.text();
        lastToken = token;
    }

    public void remove(TokenKey key, Variant variant) {
        PresentedToken token = token(key);
        Variant before = find(key, token, variant.id());
        if (before == null) {
            return;
        }
        PresentedToken rest = token.without(variant.id());
        if (token.variant(variant.id()) == null) {
            store.remove(VariantName.of(key.text(), variant.id()));
        } else if (rest.variants().isEmpty() && !rest.hasMoreApart()) {
            store.remove(key.text());
            kept.remove(key.text());
            remember(key, NOTHING);
        } else {
            keep(key, token, rest);
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
                    found.add(new Case(TokenKey.parse(VariantName.key(key)), variant));
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
        if (!heardOf.contains(issuer)) { // asked first: to add it again would write where other threads read
            heardOf.add(issuer);
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

    @Nullable
    Due due(String issuer, long frontier) {
        return waiting.due(issuer, frontier);
    }

    /** All of the issuer that wait are to be looked at again. */
    void recheck(String issuer) {
        waiting.recheck(issuer);
    }

    @Nullable
    Due nextToRecheck() {
        return waiting.nextToRecheck();
    }

    public int waiting() {
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
}
