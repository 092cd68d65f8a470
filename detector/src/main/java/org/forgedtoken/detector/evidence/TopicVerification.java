package org.forgedtoken.detector.evidence;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.forgedtoken.detector.alert.VisibleText;
import org.forgedtoken.detector.evidence.ChainFile.ChainLine;
import org.forgedtoken.detector.evidence.Verification.Broken;
import org.forgedtoken.detector.feed.Sha256;
import org.forgedtoken.detector.settings.Settings;
import org.jspecify.annotations.Nullable;

/** Reads the evidence topic from its beginning to its end, and checks it. */
public final class TopicVerification {
    private static final Duration POLL = Duration.ofMillis(200);

    /** A place is known a little before what leads to it can be read. */
    private static final long WAIT = Duration.ofSeconds(15).toNanos();

    private TopicVerification() {}

    /**
     * What was found to be as it was written.
     *
     * @param records copied
     * @param partitions they are of
     * @param unchecked what could not be checked, in sentences
     * @param signer the fingerprint of the key that signed; null: none did
     */
    public record Sound(
            long records,
            int partitions,
            long heads,
            List<String> unchecked,
            @Nullable String signer) {}

    /**
     * Checks all of it.
     *
     * @param client how to reach the cluster
     * @param trusted the key that must have signed; null: whoever signed is told
     * @param unsigned takes what no head has signed
     * @throws Broken at the first place that is not as it was written
     * @throws IOException where it cannot be read
     */
    public static Sound run(
            String topic,
            Settings settings,
            String applicationId,
            Map<String, Object> client,
            @Nullable EvidenceKey trusted,
            boolean unsigned)
            throws IOException, Broken {
        Map<String, Object> patient = new HashMap<>(client);
        patient.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "15000");
        try (Consumer<byte[], byte[]> consumer =
                Follower.consumer(patient, EvidenceTopic.group(applicationId, topic))) {
            Walk walk = new Walk(topic, trusted, places(settings, consumer));
            if (consumer.partitionsFor(topic).isEmpty()) {
                throw new Broken(topic, "is not there.");
            }
            TopicPartition all = new TopicPartition(topic, TopicChain.PARTITION);
            consumer.assign(List.of(all));
            consumer.seekToBeginning(List.of(all));
            long end = consumer.endOffsets(List.of(all)).getOrDefault(all, 0L);
            long until = System.nanoTime() + WAIT;
            while (consumer.position(all) < end || (!walk.isWhole() && System.nanoTime() < until)) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    walk.take(record);
                }
            }
            return walk.end(System.currentTimeMillis(), unsigned);
        } catch (KafkaException e) {
            throw new IOException("The topic " + topic + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** The running value up to which each chain was written, as the detector's group knows it. */
    private static Map<String, String> places(Settings settings, Consumer<byte[], byte[]> consumer) {
        Set<TopicPartition> partitions = EvidenceTopic.sources(settings)
                .flatMap(source -> consumer.partitionsFor(source).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .collect(Collectors.toSet());
        Map<String, String> places = new HashMap<>();
        consumer.committed(partitions).forEach((partition, place) -> {
            if (place != null && !place.metadata().isEmpty()) {
                places.put(TopicChain.name(partition), place.metadata());
            }
        });
        return places;
    }

    /** The evidence topic, record by record: each chain in it must follow from its beginning. Not thread-safe. */
    static final class Walk {
        private static final Pattern SOURCE = Pattern.compile("([A-Za-z0-9._-]{1,249} \\d{1,10})( \\d{1,19})?");

        /** A detector that runs has signed what is older than this, ms. */
        private static final long LONGEST_UNSIGNED = 5 * 60_000L;

        private static final class Walked {
            final ChainFile.Chain chain = new ChainFile.Chain();
            long unsigned;
            long unsignedSince;
        }

        private final String topic;
        private final @Nullable EvidenceKey trusted;
        private final Map<String, String> places;
        private final Map<String, Walked> chains = new TreeMap<>();
        private final Set<String> placed = new TreeSet<>();
        private final Set<String> signers = new TreeSet<>();
        private long records;
        private long heads;

        /**
         * @param trusted the key that must have signed; null: whoever signed is told
         * @param places up to where the detector knows that it has written each chain, by topic and partition
         */
        Walk(String topic, @Nullable EvidenceKey trusted, Map<String, String> places) {
            this.topic = topic;
            this.trusted = trusted;
            this.places = new TreeMap<>(places);
            this.placed.addAll(places.keySet());
        }

        /** The next record of the topic. */
        void take(ConsumerRecord<byte[], byte[]> record) throws Broken {
            String source = header(record, TopicChain.SOURCE);
            Matcher parts = SOURCE.matcher(source);
            if (!parts.matches()) {
                throw new Broken(place(record.offset()), "is none that the detector has written: it was added.");
            }
            String place = place(record.offset()) + " (" + source + ")";
            byte[] sha256 = TopicChain.sha256(source, record.key(), record.value());
            if (!Sha256.hex(sha256).equals(header(record, TopicChain.SHA256))) {
                throw new Broken(
                        place,
                        "is not what was written: its SHA-256 is " + Sha256.hex(sha256) + ", it says "
                                + VisibleText.quoted(header(record, TopicChain.SHA256)) + '.');
            }
            Walked walked = chains.computeIfAbsent(parts.group(1), name -> new Walked());
            String before = walked.chain.value();
            String now = walked.chain.add(sha256);
            if (!now.equals(header(record, TopicChain.CHAIN))) {
                throw new Broken(
                        place,
                        "has a running value that does not follow from what stands before it of " + parts.group(1)
                                + ": something was removed, moved, added, or begun anew.");
            }
            if (parts.group(2) == null) {
                signers.add(EvidenceKey.signer(signed(record.value(), before, place), trusted, place));
                walked.unsigned = 0;
                heads++;
            } else {
                walked.unsignedSince = walked.unsigned == 0 ? record.timestamp() : walked.unsignedSince;
                walked.unsigned++;
                records++;
            }
            places.remove(parts.group(1), now);
        }

        /** Whether every chain has come to where the detector knows that it was. */
        boolean isWhole() {
            return places.isEmpty();
        }

        /**
         * Behind the last record.
         *
         * @param time wall clock, epoch ms
         * @param unsignedToo takes what no head has signed
         */
        Sound end(long time, boolean unsignedToo) throws Broken {
            for (String name : places.keySet()) {
                throw new Broken(topic, "has not all that was written of " + name + ": its end was cut.");
            }
            if (heads == 0 && !unsignedToo) {
                throw new Broken(
                        topic,
                        "has no signed head: whoever can write to it could have rewritten all of it. --unsigned checks"
                                + " the rest all the same.");
            }
            List<String> unchecked = new ArrayList<>();
            chains.forEach((name, walked) -> {
                if (!placed.contains(name)) {
                    unchecked.add("Whether the end of " + name + " was cut cannot be told: the detector's group has no"
                            + " place there.");
                }
            });
            for (Map.Entry<String, Walked> chain : chains.entrySet()) {
                Walked walked = chain.getValue();
                if (walked.unsigned == 0) {
                    continue;
                }
                if (!unsignedToo && walked.unsignedSince < time - LONGEST_UNSIGNED) {
                    throw new Broken(
                            topic,
                            "has no head behind the last " + walked.unsigned + " of " + chain.getKey()
                                    + ": nobody has signed them. --unsigned checks the rest all the same.");
                }
                unchecked.add("The last " + walked.unsigned + " of " + chain.getKey() + " are not signed"
                        + (heads == 0 ? "." : " yet."));
            }
            return new Sound(records, chains.size(), heads, unchecked, heads == 0 ? null : String.join(", ", signers));
        }

        private static ChainLine.Signed signed(byte @Nullable [] value, String before, String place) throws Broken {
            try {
                String line = value == null ? "" : new String(value, StandardCharsets.UTF_8);
                if (ChainLine.of(line) instanceof ChainLine.Signed signed
                        && signed.chain().equals(before)) {
                    return signed;
                }
            } catch (IOException e) {
                // the same
            }
            throw new Broken(place, "is no head of the chain before it.");
        }

        private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
            Header header = record.headers().lastHeader(name);
            return header == null || header.value() == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
        }

        private String place(long offset) {
            return topic + ", offset " + offset;
        }
    }
}
