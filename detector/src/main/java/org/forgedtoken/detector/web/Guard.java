package org.forgedtoken.detector.web;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.forgedtoken.detector.feed.Sha256;
import org.forgedtoken.detector.settings.Catalogue;
import org.forgedtoken.detector.settings.Secret;
import org.forgedtoken.detector.settings.Settings;
import org.forgedtoken.detector.settings.TokenRole;
import org.jspecify.annotations.Nullable;

/**
 * Lets in who has {@code http.token}, a {@code http.token.<name>} whose role is enough, or a session that was begun with one.
 * A wrong token costs time, and never keeps out a right one. Where none is set it lets in everyone; but a page of data only
 * under an address or the name {@code localhost}: a name of a stranger's that leads here would let a page of his read and
 * write as its neighbour.
 */
final class Guard {
    private static final String BEARER = "Bearer ";
    private static final Pattern ADDRESS = Pattern.compile("(\\d{1,3}(\\.\\d{1,3}){3}|\\[[0-9a-f:.]+])(:\\d+)?");
    private static final Pattern LOCAL = Pattern.compile("localhost(:\\d+)?");

    private static final int MOST_TRIES = 20;
    private static final long TRIES_WITHIN = 10_000;
    private static final int MOST_ADDRESSES = 1_000;

    private record Tries(long since, int count) {}

    private final List<Token> tokens = new ArrayList<>();
    private final Optional<PeerSeal> seal;
    private final Sessions sessions;
    private final InstantSource clock;
    /** Wrong tokens of the last seconds, by the address that gave them. */
    private final Map<InetAddress, Tries> wrong = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<InetAddress, Tries> eldest) {
            return size() > MOST_ADDRESSES;
        }
    };

    private final String cookie;
    private final String attributes;

    /**
     * What opens doors.
     *
     * @param name null for {@code http.token}
     */
    record Token(@Nullable String name, Secret secret, TokenRole role) {
        boolean opens(Page.Door door) {
            return switch (door) {
                case OPEN, PEER -> true;
                case READ -> role != TokenRole.DECISION;
                case DECISION -> role != TokenRole.READ;
                case ACT -> role == TokenRole.ACT;
            };
        }
    }

    /** @param port tells the cookies of two detectors on one host apart */
    Guard(Settings settings, InstantSource clock, int port) {
        settings.get(Catalogue.HTTP_TOKEN).ifPresent(secret -> tokens.add(new Token(null, secret, TokenRole.ACT)));
        settings.each(Catalogue.HTTP_TOKEN_NAMED)
                .byName()
                .forEach((name, secret) -> secret.ifPresent(known -> tokens.add(new Token(
                        name, known, settings.each(Catalogue.HTTP_TOKEN_ROLE).of(name)))));
        this.seal = PeerSeal.of(settings);
        this.sessions = new Sessions(clock);
        this.clock = clock;
        this.cookie = "detector_session_" + port;
        this.attributes = "; Path=/; HttpOnly; SameSite=Strict"
                + (settings.get(Catalogue.HTTP_TLS_KEYSTORE).isPresent() ? "; Secure" : "");
    }

    /**
     * Returns the name of the token that opens this door; null where it has none, or none is needed.
     *
     * @throws BadRequest where the door stays closed: 401 without a right token, 429 after too many wrong ones, 403 under a
     *     name that may be anybody's, or by a token whose role is not enough
     */
    @Nullable
    String admit(Page.Door door, WebRequest request) {
        if (door == Page.Door.OPEN) {
            return null;
        }
        if (door == Page.Door.PEER) {
            if (seal.isPresent()) {
                String given = request.header(PeerSeal.HEADER);
                admit(given, given != null && seal.get().isOfQuestion(given, request.body()), request);
            }
            return null;
        }
        if (tokens.isEmpty()) {
            if (door != Page.Door.DECISION) {
                admitName(request);
            }
            return null;
        }
        Token token = door == Page.Door.DECISION ? null : sessions.of(session(request));
        if (token == null) {
            String given = door == Page.Door.DECISION ? request.header("X-Detector-Token") : bearer(request);
            token = token(given);
            admit(given, token != null, request);
        }
        if (!Objects.requireNonNull(token).opens(door)) {
            throw new BadRequest(403, "The role of this token is not enough (http.token.<name>.role).");
        }
        return token.name();
    }

    private void admit(@Nullable String given, boolean right, WebRequest request) {
        if (!right) {
            boolean often = given != null && isOneTooMany(request.from());
            throw often
                    ? new BadRequest(429, "Too many wrong tokens; please wait ten seconds.")
                    : new BadRequest(401, "There is no right token.");
        }
    }

    private boolean isOneTooMany(InetAddress from) {
        long now = clock.millis();
        synchronized (wrong) {
            Tries known = wrong.get(from);
            Tries all = known != null && now - known.since() < TRIES_WITHIN
                    ? new Tries(known.since(), known.count() + 1)
                    : new Tries(now, 1);
            wrong.put(from, all);
            return all.count() > MOST_TRIES;
        }
    }

    /** The token that was given, in a time that does not tell how much of it was right. */
    private @Nullable Token token(@Nullable String given) {
        Token found = null;
        for (Token token : tokens) {
            if (given != null
                    && MessageDigest.isEqual(bytes(given), bytes(token.secret().reveal()))) {
                found = token;
            }
        }
        return found;
    }

    /**
     * {@code POST /api/session}, with {@code Authorization: Bearer TOKEN} and no body: 204, and a cookie that opens pages for
     * a browser as the token does, for 12 h ({@code HttpOnly; SameSite=Strict}). 401 where the token is wrong; 429 after too
     * many wrong ones. Where no token is set: 204 without a cookie. {@code DELETE /api/session}: 204, and the session has
     * ended.
     */
    Page sessions() {
        return new Page("/api/session", false, Page.Door.READ, Set.of("POST", "DELETE"), request -> {
            Answer done = Answer.of(204, "text/plain; charset=utf-8", "");
            String session = session(request);
            if (tokens.isEmpty()) {
                return done;
            }
            if (request.method().equals("DELETE")) {
                sessions.end(session);
                return done.with("Set-Cookie", cookie + '=' + attributes + "; Max-Age=0");
            }
            Token token = Objects.requireNonNullElseGet(
                    token(bearer(request)), () -> Objects.requireNonNull(sessions.of(session)));
            return done.with(
                    "Set-Cookie",
                    cookie + '=' + sessions.begin(token) + attributes + "; Max-Age=" + Sessions.LIFE.toSeconds());
        });
    }

    /** A whole address as the target names the host, too, and counts before the header (RFC 9112, 3.2.2). */
    private static void admitName(WebRequest request) {
        if (!Stream.of(
                        Optional.ofNullable(request.header("Host")),
                        Optional.ofNullable(request.target().getAuthority()))
                .flatMap(Optional::stream)
                .allMatch(Guard::isOfThisMachineAlone)) {
            throw new BadRequest(
                    403, "Without http.token this page answers only under an address or the name localhost.");
        }
    }

    /** Whether the header {@code Host} names an address, or {@code localhost}: no other site can have it for its own name. */
    private static boolean isOfThisMachineAlone(String host) {
        String small = host.toLowerCase(Locale.ROOT);
        return LOCAL.matcher(small).matches() || ADDRESS.matcher(small).matches();
    }

    private @Nullable String session(WebRequest request) {
        for (String line : request.headers("Cookie")) {
            for (String one : line.split(";", -1)) {
                String bare = one.strip();
                if (bare.startsWith(cookie + '=')) {
                    return bare.substring(cookie.length() + 1);
                }
            }
        }
        return null;
    }

    private static @Nullable String bearer(WebRequest request) {
        String authorization = request.header("Authorization");
        return authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? authorization.substring(BEARER.length()).strip()
                : null;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Who has signed in with a browser: random values, of which only digests are kept, so that a search by one tells nothing
     * of another. They are this instance's and end with it.
     */
    static final class Sessions {
        /** How long one lasts. */
        static final Duration LIFE = Duration.ofHours(12);

        private static final int MOST = 1_000;
        private static final int RANDOM_BYTES = 32;

        private final InstantSource clock;
        private final SecureRandom random = new SecureRandom();
        /** By digest, the oldest first. */
        private final Map<String, Session> sessions = new LinkedHashMap<>();

        /**
         * One that has begun.
         *
         * @param token with which
         * @param end epoch ms
         */
        private record Session(Token token, long end) {}

        Sessions(InstantSource clock) {
            this.clock = clock;
        }

        /** A new one's value; where there are too many, the oldest sessions. */
        synchronized String begin(Token token) {
            byte[] bytes = new byte[RANDOM_BYTES];
            random.nextBytes(bytes);
            String value = HexFormat.of().formatHex(bytes);
            long now = clock.millis();
            sessions.values().removeIf(session -> session.end() <= now);
            if (sessions.size() >= MOST) {
                sessions.remove(sessions.keySet().iterator().next());
            }
            sessions.put(digest(value), new Session(token, now + LIFE.toMillis()));
            return value;
        }

        /** The token with which it was begun; null where it was not, or has ended. */
        synchronized @Nullable Token of(@Nullable String value) {
            Session session = value == null ? null : sessions.get(digest(value));
            return session != null && session.end() > clock.millis() ? session.token() : null;
        }

        /** Ends one. */
        synchronized void end(@Nullable String value) {
            if (value != null) {
                sessions.remove(digest(value));
            }
        }

        private static String digest(String value) {
            return Sha256.hex(Sha256.of(value));
        }
    }
}
