package org.forgedtoken.detector.demo;

import java.util.SplittableRandom;
import java.util.function.LongConsumer;

/** What goes on whoever logs in: heartbeats, a service client, requests without a token, refused and unreadable ones. */
final class Background {

    private final Scene scene;
    private final SplittableRandom random;
    private final Timing timing;

    Background(Scene scene, SplittableRandom random) {
        this.scene = scene;
        this.random = random;
        this.timing = scene.plan().timing();
    }

    void begin() {
        long start = scene.plan().startMillis();
        long end = scene.plan().endMillis();
        long last = scene.plan().lastMillis();
        for (SampleIssuer issuer : scene.issuers()) {
            scene.agenda().at(start, () -> heartbeat(issuer, start, last));
            scene.agenda().at(start, () -> service(issuer, start, last));
        }
        if (scene.plan().site().lists()) {
            new Lists(scene).begin();
        }
        double rate = scene.plan().rate();
        every(1_000 / (rate * 0.05), start, end, this::anonymous);
        every(1_000 / (rate * 0.01), start, end, this::refused);
        for (int kind = 0; kind < 3; kind++) {
            int which = kind;
            long time = start + (end - start) / 4 * (kind + 1);
            scene.agenda().at(time, () -> unreadable(time, which));
        }
    }

    private void heartbeat(SampleIssuer issuer, long time, long last) {
        scene.delivery().heartbeat(time, scene.records().heartbeat(time, issuer));
        if (time < last) {
            long next = Math.min(last, time + timing.heartbeat());
            scene.agenda().at(next, () -> heartbeat(issuer, next, last));
        }
    }

    /** Fetches a token at a steady pace, so that silence in the feed is never mere chance, and uses it once or twice. */
    private void service(SampleIssuer issuer, long time, long last) {
        SampleToken token = scene.token(issuer, null, "svc-billing", time, timing.longestLife(), random);
        String json = scene.records().issued(time, token, false, Visitor.service());
        if (time == scene.plan().startMillis()) {
            scene.delivery().issuedPromptly(time, token.key(), json);
        } else {
            scene.delivery().issued(time, token.key(), json);
        }
        Presentation how = Presentation.fields(true, random.nextBoolean());
        for (int use = random.nextInt(2); use < 2; use++) {
            long when = time + 100 + random.nextLong(4 * timing.pace().toMillis());
            if (when < scene.plan().endMillis()) {
                scene.agenda().at(when, () -> scene.used(when, token, how, Visitor.service(), scene.ofIssuedAt(time)));
            }
        }
        long next = time + timing.pace().toMillis() * (6 + random.nextInt(5)) / 10;
        if (next < last) {
            scene.agenda().at(next, () -> service(issuer, next, last));
        }
    }

    private void anonymous(long time) {
        scene.delivery().access(time, null, scene.records().anonymous(time, anyone()), Outcome.ANONYMOUS);
    }

    private void refused(long time) {
        String json = scene.records().refusedGarbage(time, scene.mainIssuer().name(), anyone());
        scene.delivery().access(time, null, json, Outcome.REFUSED);
    }

    private void unreadable(long time, int kind) {
        scene.delivery().access(time, null, scene.records().unreadable(time, kind, anyone()), Outcome.DEAD_LETTER);
    }

    private Visitor anyone() {
        int member = scene.members().any(random);
        return scene.whereabouts().of(member).apply(scene.agenda().now());
    }

    private void every(double meanGap, long from, long end, LongConsumer what) {
        long next = scene.next(from, meanGap, random);
        if (next < end) {
            scene.agenda().at(next, () -> {
                what.accept(next);
                every(meanGap, next, end, what);
            });
        }
    }
}
