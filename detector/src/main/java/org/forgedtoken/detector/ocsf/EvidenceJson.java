package org.forgedtoken.detector.ocsf;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.forgedtoken.detector.alert.Alert;
import org.forgedtoken.detector.alert.Evidence;
import org.forgedtoken.detector.alert.Evidence.Subject;
import org.forgedtoken.detector.coverage.Stretches.Stretch;
import org.forgedtoken.detector.feed.AccessRecord;
import org.forgedtoken.detector.feed.Presentation;
import org.forgedtoken.detector.feed.Signature;
import org.forgedtoken.detector.feed.TokenClaims;
import org.forgedtoken.detector.rule.Difference;
import org.forgedtoken.detector.rule.Rule;
import org.jspecify.annotations.Nullable;

/**
 * {@code evidences[].data}: what OCSF has no name for. Times are epoch ms, numbers; every other claim is a text, so that
 * a field has one type whatever a token says. Of {@link Evidence#more}, what ends in {@code _at}, {@code _ms} or
 * {@code _count} is a number, and no name stands for one of the fields here.
 */
final class EvidenceJson {
    private static final String SOURCE_TEXT = "source_text";
    private static final String LEDGER_ACCOUNT = "ledger_account";

    private static final String KID_MISMATCH = "kid-mismatch";
    private static final String VERIFIED_FOR = "verified_for";
    private static final String CLAIMED_KIND = "claimed_kind";

    private static final Set<String> FIELDS = Set.of(
            "issuer",
            "token_id",
            "token_digest",
            "key_id",
            "client_id",
            "issued_at",
            "expires_at",
            SOURCE_TEXT,
            "method_text",
            "verdict",
            "identity",
            "verified",
            "verified_at_another_use",
            "refused",
            "signature",
            KID_MISMATCH,
            VERIFIED_FOR,
            CLAIMED_KIND,
            "coverage",
            "decidable_at",
            "differences",
            LEDGER_ACCOUNT,
            "entity",
            "roll_up",
            "record");

    private EvidenceJson() {}

    /** Writes the content of {@code data}. */
    static void write(JsonLine json, Alert alert) throws IOException {
        Evidence evidence = alert.evidence();
        AccessRecord access = evidence.access();
        json.text("entity", alert.key().entity());
        if (access != null) {
            token(json, access.token());
            unnamed(json, access);
            boolean verified = access.signature() == Signature.VALID;
            json.flag("verified", verified);
            if (alert.verified() && !verified) {
                json.flag("verified_at_another_use", true);
            }
            json.flag("refused", !access.accepted());
            json.exact("signature", access.signature().name().toLowerCase(Locale.ROOT));
            presentation(json, access.presentation(), alert.key().rule());
        }
        Subject about = evidence.about();
        String source = about == null ? null : about.source();
        if (source != null && !source.equals(EndpointAddress.ofSource(source))) {
            json.text(SOURCE_TEXT, source);
        }
        json.exact(
                "verdict",
                evidence.verdict() == null ? null : evidence.verdict().name());
        json.exact(
                "identity",
                evidence.identity() == null ? null : evidence.identity().label());
        coverage(json, evidence.coverage());
        differences(json, evidence.differences());
        json.text(LEDGER_ACCOUNT, ledgerAccount(evidence));
        more(json, evidence.more());
        if (alert.rollUp()) {
            json.flag("roll_up", true);
        }
    }

    private static void presentation(JsonLine json, Presentation how, Rule rule) throws IOException {
        if (how.statedIssuer() != null) {
            json.text("issuer_stated", how.statedIssuer());
        }
        if (how.keyMismatch()) {
            json.flag(KID_MISMATCH, true);
        }
        if (rule == Rule.ISSUER_UNCOVERED) {
            json.text(VERIFIED_FOR, how.verifiedFor());
        }
        json.text(CLAIMED_KIND, how.claimedKind());
    }

    private static void token(JsonLine json, TokenClaims token) throws IOException {
        json.text("issuer", token.issuer());
        json.text("token_id", token.tokenId());
        json.text("token_digest", token.digest());
        json.text("key_id", token.keyId());
        json.text("client_id", token.client());
        json.time("issued_at", token.issuedAt());
        json.time("expires_at", token.expiresAt());
    }

    /** What the request says in words that OCSF's own fields do not take. */
    private static void unnamed(JsonLine json, AccessRecord access) throws IOException {
        String logged = access.request().sourceIp();
        if (logged != null && !logged.equals(EndpointAddress.of(logged))) {
            json.text(SOURCE_TEXT, logged);
        }
        String method = access.request().method();
        if (method != null && !method.equals(RequestJson.method(method))) {
            json.text("method_text", method);
        }
        json.text("record", access.origin());
    }

    private static void coverage(JsonLine json, @Nullable Stretch coverage) throws IOException {
        if (coverage != null) {
            json.object("coverage", () -> {
                json.time("since", coverage.since());
                json.time("until", coverage.until());
            });
            json.time("decidable_at", coverage.until());
        }
    }

    private static void differences(JsonLine json, List<Difference> differences) throws IOException {
        if (differences.isEmpty()) {
            return;
        }
        json.list("differences", () -> {
            for (Difference difference : differences) {
                json.item(() -> {
                    json.text("claim", difference.claim());
                    json.text("presented", difference.presented());
                    json.text("ledger", difference.ledger());
                });
            }
        });
    }

    /** The owner of a reused id: as judged, else as the difference tells. */
    private static @Nullable String ledgerAccount(Evidence evidence) {
        String judged = evidence.more().get(LEDGER_ACCOUNT);
        if (judged != null) {
            return judged;
        }
        return evidence.differences().stream()
                .filter(difference -> difference.claim().startsWith("account"))
                .map(Difference::ledger)
                .findFirst()
                .orElse(null);
    }

    private static void more(JsonLine json, SortedMap<String, String> more) throws IOException {
        for (Map.Entry<String, String> entry : more.entrySet()) {
            if (!FIELDS.contains(entry.getKey())) {
                numberOrText(json, entry.getKey(), entry.getValue());
            }
        }
    }

    private static void numberOrText(JsonLine json, String name, String value) throws IOException {
        if (name.endsWith("_at") || name.endsWith("_ms") || name.endsWith("_count")) {
            try {
                json.time(name, Long.parseLong(value));
                return;
            } catch (NumberFormatException e) {
                // A name that promises a number and holds none: the text says more than nothing.
            }
        }
        json.text(name, value);
    }
}
