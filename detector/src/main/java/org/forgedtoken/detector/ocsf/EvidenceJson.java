package org.forgedtoken.detector.ocsf;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.forgedtoken.detector.alert.Alert;
import org.forgedtoken.detector.alert.Evidence;
import org.forgedtoken.detector.coverage.Stretches.Stretch;
import org.forgedtoken.detector.feed.AccessRecord;
import org.forgedtoken.detector.feed.IdentityKind;
import org.forgedtoken.detector.feed.Presentation;
import org.forgedtoken.detector.feed.Request;
import org.forgedtoken.detector.feed.Signature;
import org.forgedtoken.detector.feed.Source;
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

    private EvidenceJson() {}

    /** The content of {@code data}. */
    static JsonObject of(Alert alert) {
        Evidence evidence = alert.evidence();
        AccessRecord access = evidence.access();
        JsonObject json = new JsonObject().text("entity", alert.key().entity());
        if (access != null) {
            use(json, access, alert);
        }
        Evidence.Subject about = evidence.about();
        String source = about == null ? null : about.source();
        IdentityKind identity = evidence.identity();
        json.text(SOURCE_TEXT, Objects.equals(source, EndpointAddress.ofSource(source)) ? null : source)
                .put("verdict", evidence.verdict())
                .put("identity", identity == null ? null : identity.label());
        Stretch coverage = evidence.coverage();
        if (coverage != null) {
            JsonObject stretch =
                    new JsonObject().time("since", coverage.since()).time("until", coverage.until());
            json.put("coverage", stretch).time("decidable_at", coverage.until());
        }
        json.some(
                "differences",
                evidence.differences().stream().map(EvidenceJson::difference).toList());
        json.text(LEDGER_ACCOUNT, ledgerAccount(evidence));
        evidence.more().forEach((name, value) -> numberOrText(json, name, value));
        return json.put("roll_up", alert.rollUp() ? true : null);
    }

    /** What the request says in words that OCSF's own fields do not take stands in {@code source_text}, {@code method_text}. */
    private static void use(JsonObject json, AccessRecord access, Alert alert) {
        TokenClaims token = access.token();
        String source = access.request().sourceIp();
        String method = access.request().method();
        Presentation how = access.presentation();
        boolean verified = access.signature() == Signature.VALID;
        json.text("issuer", token.issuer())
                .text("token_id", token.tokenId())
                .text("token_digest", token.digest())
                .text("key_id", token.keyId())
                .text("client_id", token.client())
                .time("issued_at", token.issuedAt())
                .time("expires_at", token.expiresAt())
                .text(SOURCE_TEXT, Objects.equals(source, EndpointAddress.of(source)) ? null : source)
                .text("method_text", Objects.equals(method, AlertJson.method(method)) ? null : method)
                .text("record", access.origin())
                .put("verified", verified)
                .put("verified_at_another_use", (alert.verified() && !verified) ? true : null)
                .put("refused", !access.accepted())
                .put("signature", access.signature().name().toLowerCase(Locale.ROOT))
                .text("issuer_stated", how.statedIssuer())
                .put("kid-mismatch", how.keyMismatch() ? true : null)
                .text("verified_for", alert.key().rule() == Rule.ISSUER_UNCOVERED ? how.verifiedFor() : null)
                .text("claimed_kind", how.claimedKind());
    }

    private static JsonObject difference(Difference difference) {
        return new JsonObject()
                .text("claim", difference.claim())
                .text("presented", difference.presented())
                .text("ledger", difference.ledger());
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

    private static void numberOrText(JsonObject json, String name, String value) {
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

    /** {@code observables}: where a search across all products finds the evidence's values, each once more by its OCSF type. */
    static final class Observables {
        private static final int IP_ADDRESS = 2;
        private static final int HASH = 8;
        private static final int USER_AGENT = 16;
        private static final int USER_UID = 31;
        private static final int OTHER = 99;

        private Observables() {}

        /** The list; empty where there is none, as of an alert on a feed. */
        static List<JsonObject> of(Evidence evidence) {
            Evidence.Subject about = evidence.about();
            AccessRecord access = evidence.access();
            Stream<@Nullable JsonObject> all = Stream.of();
            if (about != null) {
                all = Stream.of(
                        one("src_endpoint.ip", IP_ADDRESS, null, EndpointAddress.ofSource(about.source())),
                        one("user.uid", USER_UID, null, about.account()));
            } else if (access != null) {
                TokenClaims token = access.token();
                Request request = access.request();
                all = Stream.of(
                        one("src_endpoint.ip", IP_ADDRESS, null, EndpointAddress.of(request.sourceIp())),
                        one("user.uid", USER_UID, null, token.account()),
                        one("http_request.user_agent", USER_AGENT, null, request.userAgent()),
                        one("data.token_digest", HASH, null, token.digest()),
                        one("data.token_id", OTHER, "Token Id", token.tokenId()),
                        one("data.key_id", OTHER, "Key Id", token.keyId()),
                        one("data.issuer", OTHER, "Issuer", token.issuer()));
            }
            return all.flatMap(Stream::ofNullable).toList();
        }

        private static @Nullable JsonObject one(String path, int id, @Nullable String type, @Nullable String value) {
            return value == null
                    ? null
                    : new JsonObject()
                            .put("name", "evidences[0]." + path)
                            .put("type_id", id)
                            .put("type", type)
                            .text("value", value);
        }
    }

    /** A logged address as OCSF takes it ({@code ip_t}): an address literal of at most 40 characters. */
    static final class EndpointAddress {
        private static final int MAX_LENGTH = 40;
        private static final String NETWORK = "/64";
        private static final String BYTE = "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";

        /** Without leading zeros, which some read as octal. */
        private static final Pattern IPV4 = Pattern.compile(BYTE + "(\\." + BYTE + "){3}");

        private EndpointAddress() {}

        /**
         * The address alone, without its zone (which is free text); an IPv4 address in IPv6 dress becomes IPv4, as it is
         * counted; null for what is no address.
         */
        static @Nullable String of(@Nullable String logged) {
            if (logged == null) {
                return null;
            }
            String source = Source.of(logged);
            if (source.equals(Source.UNKNOWN)) {
                return null;
            }
            int zone = logged.indexOf('%');
            String address = zone < 0 ? logged : logged.substring(0, zone);
            if (source.indexOf(':') < 0) {
                return isIpv4(source) ? source : null;
            }
            if (address.indexOf('.') >= 0 && !isIpv4(address.substring(address.lastIndexOf(':') + 1))) {
                return null;
            }
            return address.length() <= MAX_LENGTH ? address : null;
        }

        /** The address of a source; of an IPv6 network its first. */
        static @Nullable String ofSource(@Nullable String source) {
            return source != null && source.endsWith(NETWORK)
                    ? of(source.substring(0, source.length() - NETWORK.length()))
                    : of(source);
        }

        private static boolean isIpv4(String text) {
            return IPV4.matcher(text).matches();
        }
    }
}
