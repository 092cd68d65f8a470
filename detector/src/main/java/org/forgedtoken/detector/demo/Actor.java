package org.forgedtoken.detector.demo;

import java.time.Instant;
import java.util.SplittableRandom;
import java.util.function.LongConsumer;
import org.forgedtoken.detector.demo.KeyRing.SampleIssuer;
import org.forgedtoken.detector.feed.Feed;
import org.forgedtoken.detector.ocsf.JsonObject;
import org.jspecify.annotations.Nullable;

/** Someone who acts on the scene, by chance of his own. Times are epoch ms, spans ms. */
abstract class Actor {
    final Scene scene;
    final SplittableRandom random;
    final TrafficPlan plan;
    final Site site;
    final Timing timing;
    final Members members;
    final long start;
    final long end;
    /** How long a token lives. */
    final long life;

    Actor(Scene scene, SplittableRandom random) {
        this.scene = scene;
        this.random = random;
        this.plan = scene.plan;
        this.site = plan.site();
        this.timing = plan.timing();
        this.members = scene.members;
        this.start = plan.startMillis();
        this.end = plan.endMillis();
        this.life = timing.tokenLife().toMillis();
    }

    void at(long time, Runnable action) {
        scene.at(time, action);
    }

    SampleIssuer mainIssuer() {
        return scene.keys.issuers.get(0);
    }

    /** The main issuer, or in one case of five the other one, if there is one. */
    SampleIssuer anyIssuer() {
        return scene.keys.issuers.get(plan.issuers() > 1 && random.nextInt(5) == 0 ? 1 : 0);
    }

    /** The claims of a token issued at {@code time}; nothing is sent. */
    SampleToken token(SampleIssuer issuer, @Nullable String account, String client, long time, long lasts) {
        return token(issuer, issuer.keyAt(time), account, client, time, lasts);
    }

    /** The claims of a token that says it was issued at {@code time}, under this key, whoever has it. */
    SampleToken token(
            SampleIssuer issuer, SigningKey signer, @Nullable String account, String client, long time, long lasts) {
        long issuedAt = Math.floorDiv(time, 1_000L);
        return stating(issuer, signer, account, client, issuedAt, issuedAt + lasts / 1_000);
    }

    /** The claims of a token with these times, in epoch seconds. */
    SampleToken stating(
            SampleIssuer issuer,
            SigningKey signer,
            @Nullable String account,
            String client,
            @Nullable Long issuedAt,
            long expiresAt) {
        return new SampleToken(
                issuer,
                signer,
                issuer.setsIds() ? NativeRecords.hex(random, 24) : null,
                account,
                client,
                issuedAt,
                expiresAt,
                "shop:read",
                NativeRecords.hex(random, 16));
    }

    /** The identity provider's record of this token. */
    void issued(long time, SampleToken token, boolean withDigest, Visitor visitor) {
        scene.issued(time, token.key(), scene.records.issued(time, token, withDigest, visitor));
    }

    /** What each use of an honest token counts as that was issued at this time: whether the feed has it. */
    Outcome ofIssuedAt(long time) {
        return plan.inGap(time) && plan.gap().outage() == TrafficPlan.Outage.LOST
                ? Outcome.UNDETERMINED_HOLE
                : Outcome.ISSUED;
    }

    /** A served access with this token, by one who may. */
    void used(long time, SampleToken token, Presentation how, Visitor visitor, Outcome outcome) {
        NativeRecords.Page page = scene.records.anyPage(token.account());
        String json = scene.records.accepted(time, token, how, visitor, page);
        scene.access(time, token.key(), json, outcome);
    }

    /** An access with a token that is forged or altered; the truth hears of it. */
    void forged(Truth.Forgery use, Presentation how) {
        String json = use.refused()
                ? scene.records.refused(use.time(), use.token(), how, use.visitor(), use.page())
                : scene.records.accepted(use.time(), use.token(), how, use.visitor(), use.page());
        scene.access(use.time(), use.token().key(), json, use.outcome());
        scene.truth.forged(use);
    }

    /** What the accounts feed says of this member from {@code time} on. */
    void account(int member, long time, String state) {
        String id = members.id(member);
        JsonObject json = new JsonObject()
                .put("time", Instant.ofEpochMilli(time).toString())
                .put("account_id", id)
                .put("state", state);
        scene.listed(Feed.ACCOUNTS, time, id, json.toString());
    }

    /** The next event of those that come {@code meanGap} ms apart on the average of a day. */
    long next(long time, double meanGap) {
        return time + 1 + (long) (exponential() * meanGap / scene.curve.at(time));
    }

    /** At each of the events that come {@code meanGap} ms apart on the average of a day, until users are no longer active. */
    void every(double meanGap, long from, LongConsumer what) {
        long next = next(from, meanGap);
        beforeEnd(next, () -> {
            what.accept(next);
            every(meanGap, next, what);
        });
    }

    /** At this time, unless users are no longer active then. */
    void beforeEnd(long time, Runnable action) {
        if (time < end) {
            at(time, action);
        }
    }

    /** Of an exponential law with mean 1. */
    double exponential() {
        return -Math.log(1 - random.nextDouble());
    }
}
