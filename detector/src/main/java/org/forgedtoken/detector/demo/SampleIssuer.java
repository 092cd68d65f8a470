package org.forgedtoken.detector.demo;

/**
 * An identity provider of the sample.
 *
 * @param setsIds whether its tokens carry a {@code jti}; without one a token is known by its digest
 */
record SampleIssuer(String name, SigningKey key, boolean setsIds) {

    /** The shop's own issuer. */
    static SampleIssuer shop(long seed) {
        return new SampleIssuer("https://login.shop.example", new SigningKey("shop-2025-1", seed * 31 + 1), true);
    }

    /** The partners' issuer, which sets no token id. */
    static SampleIssuer partners(long seed) {
        return new SampleIssuer("https://id.partner.example", new SigningKey("partner-2024-7", seed * 31 + 2), false);
    }
}
