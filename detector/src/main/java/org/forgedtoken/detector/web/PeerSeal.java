package org.forgedtoken.detector.web;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import org.forgedtoken.detector.feed.Sha256;
import org.forgedtoken.detector.settings.Catalogue;
import org.forgedtoken.detector.settings.Secret;
import org.forgedtoken.detector.settings.Settings;

/**
 * How instances know each other: by a secret that they share and never send. The addresses at which they ask come from Kafka,
 * and whoever writes one there must not be sent a secret. A question is sealed with a number of its own, and its answer with
 * the same.
 */
public record PeerSeal(Secret secret) {
    /** The header of the seal: {@code NUMBER.MAC} of a question, {@code MAC} of its answer. */
    public static final String HEADER = "X-Detector-Seal";

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int NUMBER_BYTES = 16;

    /** By {@code http.peer-secret}, else {@code http.token}; nothing where none is set, and peers are on one machine. */
    public static Optional<PeerSeal> of(Settings settings) {
        return settings.get(Catalogue.HTTP_PEER_SECRET)
                .or(() -> settings.get(Catalogue.HTTP_TOKEN))
                .map(PeerSeal::new);
    }

    /** A number that no other question has. */
    public static String newNumber() {
        byte[] bytes = new byte[NUMBER_BYTES];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** The seal of a question, to be sent with it. */
    public String ofQuestion(String number, byte[] question) {
        return number + '.' + mac("question " + number + ' ', question);
    }

    boolean isOfQuestion(String seal, byte[] question) {
        return isSame(seal, ofQuestion(numberOf(seal), question));
    }

    /** The seal of the answer to a question with this seal. */
    String ofAnswer(String question, int status, String reason) {
        return mac("answer " + numberOf(question) + ' ' + status + ' ' + reason, new byte[0]);
    }

    /** Whether an answer is one to the question with this seal. */
    public boolean isOfAnswer(String seal, String question, int status, String reason) {
        return isSame(seal, ofAnswer(question, status, reason));
    }

    private static String numberOf(String seal) {
        return seal.substring(0, Math.max(0, seal.indexOf('.')));
    }

    private static boolean isSame(String given, String right) {
        return MessageDigest.isEqual(bytes(given), bytes(right));
    }

    private String mac(String begin, byte[] rest) {
        return Sha256.hex(Sha256.hmac(bytes(secret.reveal()), bytes(begin), rest));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
