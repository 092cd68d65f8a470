package org.forgedtoken.detector.judge;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.forgedtoken.detector.alert.AlertKey;
import org.forgedtoken.detector.alert.Evidence;
import org.forgedtoken.detector.alert.Finding;
import org.forgedtoken.detector.alert.IncidentKey;
import org.forgedtoken.detector.coverage.PositionMark;
import org.forgedtoken.detector.feed.AccessRecord;
import org.forgedtoken.detector.feed.IdentityKind;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.feed.TokenKey;
import org.forgedtoken.detector.ledger.Fingerprints;
import org.forgedtoken.detector.ledger.IssuedToken;
import org.forgedtoken.detector.rule.Rule;
import org.forgedtoken.detector.rule.Verdict;
import org.forgedtoken.detector.settings.Catalogue;
import org.forgedtoken.detector.step.Emit;
import org.forgedtoken.detector.step.Store;

/**
 * Contents presented under ids whose issuance records state no digest: an id with more contents than it has issuance records
 * is accused. What is new is gathered until an issuance of its own, or an earlier use, must have been read, and then written to the
 * ledger at most once a minute, in the order of uses. Event times, epoch ms. Not thread-safe.
 */
final class Contents {
    private static final String SECRET = "fingerprints";
    private static final long SETTLE_EVERY = 60_000;
    /** Of more ids the first is settled early. */
    private static final int MOST = 50_000;
    /** More contents of one id than this say nothing new. */
    private static final int MOST_OF_ONE = 16;

    private record Seen(int fingerprint, AccessRecord first) {}

    private final Predicate<String> many;
    private final long wait;
    private final Ledger ledger;
    private final KeyIncidents incidents;
    private final Emit out;
    private final Fingerprints fingerprints;
    private final Map<TokenKey, List<Seen>> fresh = new LinkedHashMap<>();
    private long settled = Long.MIN_VALUE;

    Contents(JudgePolicy policy, JudgeState state, KeyIncidents incidents, Emit out) {
        this.many = policy.settings().each(Catalogue.TOKEN_CONTENTS_MANY)::of;
        this.wait = policy.skew() + 2 * policy.grace();
        this.ledger = state.ledger();
        this.incidents = incidents;
        this.out = out;
        this.fingerprints = new Fingerprints(secret(state.secrets()));
    }

    private static long secret(Store<Long> secrets) {
        Long known = secrets.get(SECRET);
        if (known != null) {
            return known;
        }
        long made = new SecureRandom().nextLong();
        secrets.put(SECRET, made);
        return made;
    }

    /** A token was used for which this entry vouches. */
    void used(TokenKey key, AccessRecord use, IssuedToken entry) {
        String digest = use.token().digest();
        if (digest == null
                || key.kind() != IdentityKind.ID
                || entry.statesDigest()
                || many.test(use.token().issuer())) {
            return;
        }
        int fingerprint = fingerprints.of(digest);
        if (!entry.hasContent(fingerprint)) {
            add(key, fingerprint, use);
        }
    }

    private void add(TokenKey key, int fingerprint, AccessRecord use) {
        List<Seen> all = fresh.computeIfAbsent(key, k -> new ArrayList<>(1));
        for (int i = 0; i < all.size(); i++) {
            Seen seen = all.get(i);
            if (seen.fingerprint() == fingerprint) {
                if (AccessRecord.BY_USE.compare(use, seen.first()) < 0) {
                    all.set(i, new Seen(fingerprint, use));
                }
                return;
            }
        }
        if (all.size() < MOST_OF_ONE) {
            all.add(new Seen(fingerprint, use));
        }
        if (fresh.size() > MOST) {
            Iterator<Map.Entry<TokenKey, List<Seen>>> first = fresh.entrySet().iterator();
            Map.Entry<TokenKey, List<Seen>> oldest = first.next();
            first.remove();
            settle(oldest.getKey(), oldest.getValue());
        }
    }

    /** The issuance feed, or once it has ended the access feed, has been read past this event time. */
    void readTo(long position) {
        if (!Times.known(position) || (position - SETTLE_EVERY < settled && position != PositionMark.END)) {
            return;
        }
        settled = position;
        long before = position == PositionMark.END ? Long.MAX_VALUE : position - wait;
        Iterator<Map.Entry<TokenKey, List<Seen>>> all = fresh.entrySet().iterator();
        while (all.hasNext()) {
            Map.Entry<TokenKey, List<Seen>> one = all.next();
            List<Seen> due = one.getValue().stream()
                    .filter(seen -> seen.first().time() < before)
                    .toList();
            settle(one.getKey(), due);
            one.getValue().removeAll(due);
            if (one.getValue().isEmpty()) {
                all.remove();
            }
        }
    }

    private void settle(TokenKey key, List<Seen> due) {
        IssuedToken entry = due.isEmpty() ? null : ledger.get(key);
        if (entry == null) {
            return;
        }
        IssuedToken now = entry;
        List<Seen> inOrder = due.stream()
                .sorted(Comparator.comparing(Seen::first, AccessRecord.BY_USE))
                .toList();
        for (Seen seen : inOrder) {
            if (now.hasContent(seen.fingerprint())) {
                continue;
            }
            if (now.hasAllContents()) {
                accuse(key, seen.first(), now);
            }
            now = now.withContent(seen.fingerprint());
        }
        ledger.put(key, now);
    }

    /**
     * One content more was presented under an id than records have issued it. It proves nothing: the records may be
     * incomplete, and so it names no incident, blocks nothing, and is no worse where the signature is good.
     */
    private void accuse(TokenKey key, AccessRecord use, IssuedToken entry) {
        String issuer = use.token().issuer();
        SortedMap<String, String> more = new TreeMap<>(Map.of(
                "contents", Integer.toString(entry.contents().size() + 1),
                "issuances", Integer.toString(entry.issuances()),
                "setting", "token.contents." + issuer + "=many"));
        String listed = entry.statements().get(0).claims().keyId();
        String signingKey = listed != null
                ? listed
                : incidents.of(use, Verdict.ISSUED, use.time()) instanceof IncidentKey.OfKey named ? named.keyId() : "";
        out.finding(new Finding.Use(
                new AlertKey(Rule.TOKEN_ALTERED, TokenKey.encode(issuer) + '|' + TokenKey.encode(signingKey)),
                new TreeMap<>(Map.of(use.time(), 1L)),
                use.time(),
                Times.UNKNOWN,
                new Evidence(use, Verdict.ISSUED, key.kind(), null, List.of(), more),
                null));
    }
}
