package org.forgedtoken.detector.ocsf;

import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.forgedtoken.detector.alert.Activity;
import org.forgedtoken.detector.alert.Alert;
import org.forgedtoken.detector.alert.AlertKey;
import org.forgedtoken.detector.alert.Evidence;
import org.forgedtoken.detector.alert.StatusDetail;
import org.forgedtoken.detector.coverage.Stretches.Stretch;
import org.forgedtoken.detector.feed.AccessRecord;
import org.forgedtoken.detector.feed.IdentityKind;
import org.forgedtoken.detector.feed.Request;
import org.forgedtoken.detector.feed.Signature;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.feed.TokenClaims;
import org.forgedtoken.detector.rule.Difference;
import org.forgedtoken.detector.rule.Rule;
import org.forgedtoken.detector.rule.Verdict;

/** Alerts to write: with all that can be said, with the least, and with what an attacker would say. */
final class AlertSamples {
    static final long FIRST = 1_750_000_000_000L;
    static final long LAST = FIRST + 60_000;
    static final long WRITTEN = FIRST + 90_000;
    static final String DIGEST = "0123456789abcdef".repeat(4);

    /** Each of them breaks something: a line, a terminal, a JSON writer, a sentence, a limit, a page. */
    static final String HOSTILE = "\u0000\u001b[2J\r\n\t\u202etxt.exe\u2066\u200b\u200d\ufeff\u2028\u2029\u0085"
            + "\ud800\udc00\ud83d \udbff\"}],\"severity_id\":0,\"x\":[{\"\\\\u0041 <script>alert(1)</script> \udb40\udc01"
            + "é漢😀".repeat(2000)
            + "\udc00\ud800";

    private AlertSamples() {}

    static Alert of(Rule rule, Activity activity, Evidence evidence) {
        return new Alert(
                activity,
                new AlertKey(rule, "https://login.example|t-1"),
                rule.severity(true, false, false),
                activity == Activity.CREATE ? 1 : 10,
                FIRST,
                LAST,
                true,
                evidence,
                activity == Activity.CLOSE ? StatusDetail.LATE_ISSUANCE : null,
                null,
                false,
                null,
                new TreeSet<>(Set.of("a".repeat(32))),
                false);
    }

    static Evidence full() {
        SortedMap<String, String> more = new TreeMap<>();
        more.put("reason", "hole");
        more.put("revoked_at", Long.toString(FIRST - 5_000));
        more.put("issuer", "not the issuer's field");
        TokenClaims token = new TokenClaims(
                "https://login.example",
                "t-1",
                false,
                DIGEST,
                "alice",
                "shop",
                "key-7",
                FIRST - 60_000,
                FIRST + 3_600_000);
        Request request = new Request("192.0.2.7", "curl/8.5", "get", "/orders/1", 200, "req-1");
        return new Evidence(
                new AccessRecord(FIRST, token, request, Signature.VALID, true, "access-log-2-1044"),
                Verdict.ALTERED,
                IdentityKind.ID,
                new Stretch(FIRST - 120_000, FIRST + 180_000),
                List.of(new Difference("account", "alice", "bob")),
                more);
    }

    static Evidence minimal() {
        TokenClaims token = new TokenClaims("", null, false, null, null, null, null, Times.UNKNOWN, Times.UNKNOWN);
        Request request = new Request(null, null, null, null, 0, null);
        AccessRecord access = new AccessRecord(FIRST, token, request, Signature.UNKNOWN, false, "access.jsonl:1");
        return new Evidence(access, null, null, null, List.of(), new TreeMap<>());
    }

    static Evidence ofFeed() {
        return new Evidence(null, null, null, null, List.of(), new TreeMap<>());
    }

    static Evidence ofFeed(String issuer, boolean late) {
        SortedMap<String, String> more = new TreeMap<>();
        more.put("feed_issuer", issuer);
        more.put("partition", "0");
        if (late) {
            more.put("lateness_ms", "290500");
            more.put("setting", "ledger.grace");
            more.put("setting_ms", "300000");
        }
        return new Evidence(null, null, null, null, List.of(), more);
    }

    static Evidence ofEpisode(String account, String source) {
        SortedMap<String, String> more = new TreeMap<>();
        more.put("window", "1h");
        more.put("window_count", "643");
        return Evidence.about(new Evidence.Subject(account, source), more);
    }

    static Evidence hostile() {
        String bad = HOSTILE;
        TokenClaims token = new TokenClaims(bad, bad, false, bad, bad, bad, bad, Long.MAX_VALUE, Long.MIN_VALUE + 1);
        Request request = new Request(bad, bad, bad, bad, Integer.MIN_VALUE, bad);
        SortedMap<String, String> more = new TreeMap<>();
        more.put("stated_at", bad);
        more.put("ledger_account", bad);
        more.put("detail", bad);
        return new Evidence(
                new AccessRecord(FIRST, token, request, Signature.INVALID, true, bad),
                Verdict.ALTERED,
                IdentityKind.DIGEST,
                new Stretch(Long.MIN_VALUE + 1, Long.MAX_VALUE),
                List.of(new Difference(bad, bad, bad)),
                more);
    }
}
