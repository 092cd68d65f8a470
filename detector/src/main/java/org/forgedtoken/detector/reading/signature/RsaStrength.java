package org.forgedtoken.detector.reading.signature;

import java.math.BigInteger;

/** Whether an RSA key can be believed to be in its owner's hands alone. */
final class RsaStrength {
    private static final int LEAST_BITS = 2048;
    private static final int[] PRIMES = {
        3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97, 101, 103, 107, 109,
        113, 127, 131, 137, 139, 149, 151, 157, 163, 167
    };

    private RsaStrength() {}

    static boolean isStrong(BigInteger modulus, BigInteger exponent) {
        return modulus.bitLength() >= LEAST_BITS
                && exponent.testBit(0)
                && exponent.compareTo(BigInteger.ONE) > 0
                && !isRoca(modulus);
    }

    /**
     * CVE-2017-15361: a widespread chip made primes that are powers of 65537 modulo all small primes, so such a modulus
     * is too, and can be factored (Nemec et al., "The Return of Coppersmith's Attack", section 2.2).
     */
    private static boolean isRoca(BigInteger modulus) {
        for (int prime : PRIMES) {
            int rest = modulus.mod(BigInteger.valueOf(prime)).intValue();
            if (!isPowerOf65537(rest, prime)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPowerOf65537(int rest, int prime) {
        int power = 1;
        for (int i = 0; i < prime; i++) {
            if (power == rest) {
                return true;
            }
            power = power * (65537 % prime) % prime;
        }
        return false;
    }
}
