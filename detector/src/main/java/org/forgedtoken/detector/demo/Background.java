package org.forgedtoken.detector.demo;

import java.util.SplittableRandom;
import java.util.function.LongConsumer;
import org.forgedtoken.detector.demo.GeneratedRecord.Feed;
import org.forgedtoken.detector.demo.KeyRing.SampleIssuer;

/** What goes on whoever logs in: heartbeats, a service client, requests without a token, refused and unreadable ones. */
final class Background extends Actor {
    private static final long DAY = 86_400_000;

    Background(Scene scene, SplittableRandom random) {
        super(scene, random);
    }

    void begin() {
        long last = plan.lastMillis();
        for (SampleIssuer issuer : scene.keys().issuers()) {
            at(start, () -> heartbeat(issuer, start, last));
            at(start, () -> service(issuer, start, last));
        }
        if (site.lists()) {
            lists();
        }
        double rate = plan.rate();
        every(1_000 / (rate * 0.05), start, this::anonymous);
        every(1_000 / (rate * 0.01), start, this::refused);
        for (int kind = 0; kind < 3; kind++) {
            int which = kind;
            long time = start + (end - start) / 4 * (kind + 1);
            at(time, () -> unreadable(time, which));
        }
    }

    /** The feeds of keys and accounts: all there is at the start; who joins or leaves later says so himself. */
    private void lists() {
        for (KeyRing.ListedKey key : scene.keys().records()) {
            long time = key.time().toEpochMilli();
            long seen = Math.max(start, time);
            if (seen < end) {
                String json = RecordJson.of(key).toString();
                at(seen, () -> scene.delivery().listed(Feed.KEYS, time, key.keyId(), json));
            }
        }
        at(start, () -> {
            for (int member = 0; member < members.initial(); member++) {
                account(member, start - DAY * (1 + member % 1_000), "active");
            }
        });
    }

    private void heartbeat(SampleIssuer issuer, long time, long last) {
        scene.delivery().heartbeat(time, scene.records().heartbeat(time, issuer));
        if (time < last) {
            long next = Math.min(last, time + timing.heartbeat());
            at(next, () -> heartbeat(issuer, next, last));
        }
    }

    /** Fetches a token at a steady pace, so that silence in the feed is never mere chance, and uses it once or twice. */
    private void service(SampleIssuer issuer, long time, long last) {
        SampleToken token = token(issuer, null, "svc-billing", time, timing.longestLife());
        String json = scene.records().issued(time, token, false, Visitor.service());
        if (time == start) {
            scene.delivery().issuedPromptly(time, token.key(), json);
        } else {
            scene.delivery().issued(time, token.key(), json);
        }
        Presentation how = Presentation.fields(true, random.nextBoolean());
        for (int use = random.nextInt(2); use < 2; use++) {
            long when = time + 100 + random.nextLong(4 * timing.pace().toMillis());
            if (when < end) {
                at(when, () -> used(when, token, how, Visitor.service(), ofIssuedAt(time)));
            }
        }
        long next = time + timing.pace().toMillis() * (6 + random.nextInt(5)) / 10;
        if (next < last) {
            at(next, () -> service(issuer, next, last));
        }
    }

    private void anonymous(long time) {
        scene.delivery().access(time, null, scene.records().anonymous(time, anyone()), Outcome.ANONYMOUS);
    }

    private void refused(long time) {
        String json = scene.records().refusedGarbage(time, mainIssuer().name(), anyone());
        scene.delivery().access(time, null, json, Outcome.REFUSED);
    }

    private void unreadable(long time, int kind) {
        scene.delivery().access(time, null, scene.records().unreadable(time, kind, anyone()), Outcome.DEAD_LETTER);
    }

    private Visitor anyone() {
        int member = members.any(random);
        return scene.whereabouts().of(member).apply(scene.agenda().now());
    }

    private void every(double meanGap, long from, LongConsumer what) {
        long next = next(from, meanGap);
        if (next < end) {
            at(next, () -> {
                what.accept(next);
                every(meanGap, next, what);
            });
        }
    }
}
