package org.forgedtoken.detector.demo;

import java.time.Instant;
import org.forgedtoken.detector.demo.GeneratedRecord.Feed;

/** The feeds of keys and accounts: all there is at the start, and each change when it happens. */
final class Lists {
    private static final long DAY = 86_400_000;

    private final Scene scene;

    Lists(Scene scene) {
        this.scene = scene;
    }

    /** Plans what is known from the start on; who joins or leaves later says so himself. */
    void begin() {
        long start = scene.plan().startMillis();
        for (KeyRing.ListedKey key : scene.keys().records()) {
            long seen = Math.max(start, key.time());
            if (seen < scene.plan().endMillis()) {
                scene.agenda()
                        .at(seen, () -> scene.delivery().listed(Feed.KEYS, key.time(), key.keyId(), key.toJson()));
            }
        }
        scene.agenda().at(start, () -> {
            for (int member = 0; member < scene.members().initial(); member++) {
                account(member, start - DAY * (1 + member % 1_000), "active");
            }
        });
    }

    /** What the accounts feed says of this member from {@code time} on. */
    void account(int member, long time, String state) {
        String id = scene.members().id(member);
        String json = new JsonObject()
                .text("time", Instant.ofEpochMilli(time).toString())
                .text("account_id", id)
                .text("state", state)
                .toString();
        scene.delivery().listed(Feed.ACCOUNTS, time, id, json);
    }
}
