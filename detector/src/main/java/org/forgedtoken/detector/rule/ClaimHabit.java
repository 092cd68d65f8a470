package org.forgedtoken.detector.rule;

import java.util.List;
import java.util.stream.Stream;

/**
 * Whether one claim of one issuer can be compared at all: an identity provider and a gateway may name accounts
 * differently. A claim that differs in each of the first 100 compared tokens is not compared.
 *
 * @param agreed whether a token has agreed in this claim
 * @param differing the tokens that differed, while none has agreed; at most {@link #ENOUGH}
 */
public record ClaimHabit(boolean agreed, List<String> differing) {
    /** So many differing tokens, and no agreeing one, are a habit. */
    public static final int ENOUGH = 100;

    /** Nothing is known yet. */
    public static final ClaimHabit NEW = new ClaimHabit(false, List.of());

    /** Whether the claim is of no use for comparing. */
    public boolean isNoise() {
        return !agreed && differing.size() >= ENOUGH;
    }

    /** Whether nothing more can be learned. */
    public boolean isSettled() {
        return agreed || isNoise();
    }

    /** After one more token was compared. */
    public ClaimHabit learn(String token, boolean agrees) {
        if (isSettled()) {
            return this;
        }
        if (agrees) {
            return new ClaimHabit(true, List.of());
        }
        return differing.contains(token)
                ? this
                : new ClaimHabit(
                        false,
                        Stream.concat(differing.stream(), Stream.of(token)).toList());
    }
}
