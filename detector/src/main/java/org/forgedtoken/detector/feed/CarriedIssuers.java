package org.forgedtoken.detector.feed;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The issuers that the issuance feed carries, and whose tokens those are that spell one of them otherwise: gateways compare
 * issuers more or less strictly, and a forger chooses the spelling. An uncarried issuer that differs from exactly one
 * carried one by scheme, case of scheme or host, or trailing slashes alone is that one. Safe for use by several threads.
 */
public final class CarriedIssuers {
    /** Stands for several carried issuers that differ by no more. */
    private static final String SEVERAL = "";

    private final @Nullable String unset;
    private volatile Known known = new Known(Map.of(), Map.of());

    private record Known(Map<String, String> carried, Map<String, String> byLikeness) {}

    /** @param unset the issuer of tokens that name none, where nobody has set which that is; else null */
    public CarriedIssuers(@Nullable String unset) {
        this.unset = unset;
    }

    /** The feed carries this issuer. */
    public void add(String issuer) {
        if (known.carried.containsKey(issuer)) {
            return;
        }
        synchronized (this) {
            Map<String, String> carried = new HashMap<>(known.carried);
            Map<String, String> byLikeness = new HashMap<>(known.byLikeness);
            if (carried.put(issuer, issuer) == null) {
                byLikeness.merge(likeness(issuer), issuer, (one, other) -> SEVERAL);
            }
            known = new Known(carried, byLikeness);
        }
    }

    /** The issuer as which a token of this one is judged. */
    public String judgedAs(String issuer) {
        Known now = known;
        if (now.carried.isEmpty() || now.carried.containsKey(issuer)) {
            return issuer;
        }
        if (issuer.equals(unset)) {
            return now.carried.size() == 1 ? now.carried.keySet().iterator().next() : issuer;
        }
        String like = now.byLikeness.get(likeness(issuer));
        return like == null || like.equals(SEVERAL) ? issuer : like;
    }

    /** The access as it is judged: the same, but where its token spells a carried issuer otherwise. */
    public AccessRecord judged(AccessRecord access) {
        String stated = access.token().issuer();
        String issuer = judgedAs(stated);
        return issuer.equals(stated)
                ? access
                : new AccessRecord(
                        access.time(),
                        access.token().of(issuer),
                        access.request(),
                        access.signature(),
                        access.accepted(),
                        access.origin(),
                        access.presentation().insteadOf(stated, issuer));
    }

    private static String likeness(String issuer) {
        int scheme = issuer.indexOf("://");
        String rest = scheme < 0 ? issuer : issuer.substring(scheme + 3);
        int path = rest.indexOf('/');
        int end = rest.length();
        while (end > 0 && rest.charAt(end - 1) == '/') {
            end--;
        }
        return path < 0 || path >= end
                ? rest.substring(0, end).toLowerCase(Locale.ROOT)
                : rest.substring(0, path).toLowerCase(Locale.ROOT) + rest.substring(path, end);
    }
}
