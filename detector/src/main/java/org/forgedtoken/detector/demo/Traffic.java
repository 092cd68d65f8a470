package org.forgedtoken.detector.demo;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.LongConsumer;
import org.forgedtoken.detector.feed.Feed;
import org.jspecify.annotations.Nullable;

/**
 * The traffic of a plan, in order of arrival, made as it is asked for: a long run costs no more memory than the accounts,
 * the sessions open at one time and the attack. Not thread-safe.
 */
public final class Traffic implements Iterator<Traffic.GeneratedRecord> {

    private final Scene scene;
    private @Nullable GeneratedRecord next;

    public Traffic(TrafficPlan plan) {
        SplittableRandom random = new SplittableRandom(plan.seed());
        this.scene = new Scene(plan, random);
        new Background(scene, random.split()).begin();
        HonestUsers users = new HonestUsers(scene, random.split());
        users.begin();
        new Attacker(scene, random.split()).begin();
        new HonestUsers.Offices(scene, users, random.split()).begin();
        new Background.Partners(scene, random.split()).begin();
        new Background.ServiceAccounts(scene, random.split()).begin();
        new HonestUsers.Churn(scene, users, random.split()).begin();
        if (!plan.campaign().isNone()) {
            new Crawl(scene, random.split()).begin();
            new Sideshow(scene, random.split()).begin();
        }
        this.next = scene.next();
    }

    @Override
    public boolean hasNext() {
        return next != null;
    }

    @Override
    public GeneratedRecord next() {
        GeneratedRecord record = next;
        if (record == null) {
            throw new NoSuchElementException("the traffic is over");
        }
        next = scene.next();
        return record;
    }

    /**
     * What must be found in the traffic made so far. It runs ahead of the records handed out by up to the grace (by the
     * rest of an outage, within one), and is final once they have all been handed out.
     */
    public Truth truth() {
        return scene.truth;
    }

    /** The issuers' public keys, as a JWKS. */
    public String jwks() {
        return scene.keys.jwks();
    }

    /**
     * One generated record, in the {@code native} format.
     *
     * @param timeMillis when it happens, epoch ms
     * @param arrivalMillis when it is to be delivered, epoch ms; never before it happens
     * @param key what to spread records over partitions by: the token's block-entry key, or null where the record names no
     *     token; on the feeds of keys and accounts the id that the record speaks of. A heartbeat (null on {@link Feed#ISSUANCE}) speaks for one partition, so it belongs on every one of them.
     */
    public record GeneratedRecord(
            Feed feed,
            long timeMillis,
            long arrivalMillis,
            @Nullable String key,
            String json) {}

    /**
     * Writes the traffic of a plan into a folder: {@code access.jsonl}, {@code issuance.jsonl}, {@code jwks.json},
     * {@code truth.json}, and where the site has such lists {@code keys.jsonl} and {@code accounts.jsonl}.
     */
    public static final class SampleFiles {

        private static final Set<Feed> FEEDS = EnumSet.of(Feed.ACCESS, Feed.ISSUANCE, Feed.KEYS, Feed.ACCOUNTS);

        private SampleFiles() {}

        /** The name of a feed's file. */
        public static String name(Feed feed) {
            return feed.label() + ".jsonl";
        }

        /**
         * Writes the files, replacing those that are there.
         *
         * @param progress is told the arrival time (epoch ms) of each record written
         */
        public static Truth write(TrafficPlan plan, Path folder, LongConsumer progress) throws IOException {
            Files.createDirectories(folder);
            Traffic traffic = new Traffic(plan);
            Map<Feed, BufferedWriter> files = new EnumMap<>(Feed.class);
            try {
                for (Feed feed : FEEDS) {
                    if (plan.site().lists() || feed == Feed.ACCESS || feed == Feed.ISSUANCE) {
                        files.put(feed, Files.newBufferedWriter(folder.resolve(name(feed))));
                    }
                }
                while (traffic.hasNext()) {
                    GeneratedRecord record = traffic.next();
                    BufferedWriter file = files.get(record.feed());
                    if (file == null) {
                        throw new IllegalStateException("a record of a feed that is not there: " + record.feed());
                    }
                    file.write(record.json());
                    file.write('\n');
                    progress.accept(record.arrivalMillis());
                }
            } finally {
                for (BufferedWriter file : files.values()) {
                    file.close();
                }
            }
            Files.writeString(folder.resolve("jwks.json"), traffic.jwks());
            Files.writeString(folder.resolve("truth.json"), traffic.truth().toJson());
            return traffic.truth();
        }
    }
}
