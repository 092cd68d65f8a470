package org.forgedtoken.detector.demo;

import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * What a request asks for.
 *
 * @param template the path with its ids left out
 */
record Page(String path, String template) {

    /** Somebody's own profile: name, address, telephone. */
    static Page profile(String account) {
        return new Page("/members/" + account + "/profile", "/members/{id}/profile");
    }

    /** Where an order went to. */
    static Page delivery(SplittableRandom random) {
        return new Page("/orders/" + order(random) + "/delivery", "/orders/{id}/delivery");
    }

    /** One's own front page. */
    static Page overview(String account) {
        return new Page("/members/" + account, "/members/{id}");
    }

    /** What people ask for. */
    static Page any(@Nullable String account, SplittableRandom random) {
        String whose = account == null ? "me" : account;
        return switch (random.nextInt(10)) {
            case 0 -> account == null ? fixed("/account") : profile(whose);
            case 1 -> new Page("/orders/" + order(random), "/orders/{id}");
            case 2 -> delivery(random);
            case 3 -> fixed("/cart");
            case 4 -> new Page("/wishlist?page=" + random.nextInt(1, 9), "/wishlist");
            case 5 -> fixed("/orders");
            default -> new Page("/products/" + random.nextInt(100_000, 1_000_000), "/products/{id}");
        };
    }

    private static Page fixed(String path) {
        return new Page(path, path);
    }

    private static int order(SplittableRandom random) {
        return random.nextInt(1_000_000, 10_000_000);
    }
}
