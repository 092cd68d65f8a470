package org.forgedtoken.detector.alert;

import java.util.regex.Pattern;
import org.forgedtoken.detector.feed.AccessRecord;
import org.forgedtoken.detector.feed.Source;
import org.forgedtoken.detector.feed.TokenClaims;
import org.forgedtoken.detector.feed.TokenKey;
import org.forgedtoken.detector.rule.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * Uses that an incident counts: accesses alike in all but their times, each told with one of the alerts that it raised.
 * Texts are cut to {@link #MOST_CHARACTERS}: a longer one ends with its hash, so that it stays distinct.
 *
 * @param who what the accesses have in common
 * @param accesses how many
 * @param first event time of the first of them, epoch ms
 * @param last event time of the last of them, epoch ms
 */
public record Involved(Who who, long accesses, long first, long last) {
    private static final int MOST_CHARACTERS = 512;
    private static final int KEPT_CHARACTERS = 400;

    /**
     * Who used what, from where.
     *
     * @param token its key
     * @param account the token's own claim
     * @param source an address, or {@link Source#UNKNOWN}
     * @param endpoint a path template (see {@link PathTemplate}); null where the path was not logged
     * @param proof how far it proves the incident
     */
    public record Who(
            String token,
            String issuer,
            @Nullable String account,
            @Nullable String keyId,
            String source,
            @Nullable String endpoint,
            Verdict verdict,
            Proof proof) {
        public Who {
            token = bounded(token);
            issuer = bounded(issuer);
            account = account == null ? null : bounded(account);
            keyId = keyId == null ? null : bounded(keyId);
        }

        /** Who used this token, as far as the access tells. */
        public static Who of(TokenKey token, AccessRecord use, Verdict verdict, Proof proof) {
            TokenClaims claims = use.token();
            return new Who(
                    token.text(),
                    claims.issuer(),
                    claims.account(),
                    claims.keyId(),
                    Source.of(use.request().sourceIp()),
                    PathTemplate.of(use.request().path()),
                    verdict,
                    proof);
        }
    }

    /** Both together. */
    public Involved plus(Involved more) {
        return new Involved(who, accesses + more.accesses, Math.min(first, more.first), Math.max(last, more.last));
    }

    private static String bounded(String text) {
        return text.length() <= MOST_CHARACTERS ? text : text.substring(0, KEPT_CHARACTERS) + '#' + Uid.of(text);
    }

    /**
     * The endpoint behind a path: what differs from call to call (numbers, UUIDs, long hexadecimal or opaque segments) becomes
     * {@code {id}}. A path is an attacker's text: a template has at most {@value #MOST_SEGMENTS} segments of {@value
     * #LONGEST_SEGMENT} characters.
     */
    public static final class PathTemplate {
        private static final String ID = "{id}";
        private static final String REST = "{rest}";
        private static final int MOST_SEGMENTS = 8;
        private static final int LONGEST_SEGMENT = 32;
        /** A segment of so many characters that has a digit in it names a thing, not a kind of thing. */
        private static final int OPAQUE = 16;

        private static final Pattern HEX = Pattern.compile("[0-9a-fA-F-]{8,}");

        private PathTemplate() {}

        /** The template; null where there is no path. */
        public static @Nullable String of(@Nullable String path) {
            if (path == null || path.isEmpty()) {
                return null;
            }
            String[] segments = path.split("/", MOST_SEGMENTS + 2);
            for (int i = 0; i < segments.length; i++) {
                segments[i] = i > MOST_SEGMENTS ? REST : isId(segments[i]) ? ID : segments[i];
            }
            return String.join("/", segments);
        }

        private static boolean isId(String segment) {
            int length = segment.length();
            long digits = segment.chars().filter(c -> c >= '0' && c <= '9').count();
            return length > LONGEST_SEGMENT
                    || (digits > 0
                            && (digits == length
                                    || length >= OPAQUE
                                    || HEX.matcher(segment).matches()));
        }
    }
}
