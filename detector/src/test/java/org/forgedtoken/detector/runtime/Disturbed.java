package org.forgedtoken.detector.runtime;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;

/** Two instances and their broker, and what can be done to them. */
record Disturbed(EmbeddedBroker broker, Rig rig, Instance one, Instance other, Random random) {

    /** What happens in the middle of the feeds. */
    enum Disturbance {
        /** One instance is killed, and started again at once. */
        KILL {
            @Override
            void begin(Disturbed to) throws Exception {
                Instance hit = to.either();
                hit.kill();
                hit.start();
            }
        },
        /** The broker goes and comes again. */
        BROKER_RESTART {
            @Override
            void begin(Disturbed to) {
                to.broker().restart();
            }
        },
        /** One instance stands still for longer than its session, and goes on as if nothing had been. */
        HOLD {
            @Override
            void begin(Disturbed to) throws Exception {
                to.one().hold();
            }

            @Override
            void end(Disturbed to) throws Exception {
                to.one().letGo();
            }
        },
        /** Both are killed, and started once all has been written. */
        DOWNTIME {
            @Override
            void begin(Disturbed to) throws Exception {
                to.one().kill();
                to.other().kill();
            }

            @Override
            void end(Disturbed to) throws Exception {
                to.one().start();
                to.other().start();
            }
        },
        /** Killed twice, the second time while it restores. */
        KILL_AGAIN {
            @Override
            void begin(Disturbed to) throws Exception {
                Instance hit = to.either();
                hit.kill();
                hit.start();
            }

            @Override
            void end(Disturbed to) throws Exception {
                to.one().kill();
                to.other().kill();
                to.one().start();
                to.other().start();
            }
        },
        /** The tasks move to one instance, and back. */
        REBALANCE {
            @Override
            void begin(Disturbed to) throws Exception {
                to.other().stop();
            }

            @Override
            void end(Disturbed to) throws Exception {
                to.other().start();
            }
        },
        /** Somebody's transaction stays open on the issuance topic: nothing behind it can be read. */
        OPEN_TRANSACTION {
            private KafkaProducer<String, String> somebody;

            @Override
            @SuppressWarnings("FutureReturnValueIgnored") // flush waits for them
            void begin(Disturbed to) {
                somebody = new KafkaProducer<>(
                        Map.of(
                                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                                to.broker().bootstrapServers(),
                                ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                                "somebody"),
                        new StringSerializer(),
                        new StringSerializer());
                somebody.initTransactions();
                somebody.beginTransaction();
                for (int partition = 0; partition < Rig.PARTITIONS; partition++) {
                    somebody.send(new ProducerRecord<>(to.rig().topic("issuance"), partition, null, "{}"));
                }
                somebody.flush();
            }

            @Override
            void end(Disturbed to) {
                somebody.abortTransaction();
                somebody.close(Duration.ofSeconds(5));
            }
        },
        /** The access topic gets more partitions. */
        MORE_PARTITIONS {
            @Override
            void begin(Disturbed to) {
                to.rig().grow("access", Rig.PARTITIONS + 1);
            }

            @Override
            boolean isFeltByAll() {
                return true;
            }
        },
        /** While nobody reads, issuance records go for which it is too late: those of them that were used are not known. */
        RETENTION {
            @Override
            void begin(Disturbed to) throws Exception {
                to.one().kill();
                to.other().kill();
            }

            @Override
            void end(Disturbed to) throws Exception {
                to.forgetIssuances();
                to.one().start();
                to.other().start();
            }

            @Override
            boolean isLossless() {
                return false;
            }
        };

        abstract void begin(Disturbed to) throws Exception;

        /** Once all has been written. */
        void end(Disturbed to) throws Exception {
            // nothing is left to be done
        }

        /** Whether every record can still be read. */
        boolean isLossless() {
            return true;
        }

        /** Whether even the one that reads beside them has to start again. */
        boolean isFeltByAll() {
            return false;
        }
    }

    Instance either() {
        return random.nextBoolean() ? one : other;
    }

    /** Deletes what is in one partition of the issuance topic up to some place in its second half. */
    private void forgetIssuances() throws ExecutionException, InterruptedException {
        TopicPartition at = new TopicPartition(rig.topic("issuance"), random.nextInt(Rig.PARTITIONS));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", (Object) broker.bootstrapServers()))) {
            long end = admin.listOffsets(Map.of(at, OffsetSpec.latest()))
                    .partitionResult(at)
                    .get()
                    .offset();
            long to = end / 2 + random.nextInt((int) Math.max(1, end / 2));
            admin.deleteRecords(Map.of(at, RecordsToDelete.beforeOffset(to)))
                    .all()
                    .get();
        }
    }

    /** Whether the group has read all that the input topics have, and has said so. */
    boolean isThrough() throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", (Object) broker.bootstrapServers()))) {
            Map<TopicPartition, OffsetAndMetadata> read = admin.listConsumerGroupOffsets(rig.group())
                    .partitionsToOffsetAndMetadata()
                    .get();
            for (String kind : List.of("access", "issuance")) {
                for (int partition = 0; partition < Rig.PARTITIONS; partition++) {
                    TopicPartition at = new TopicPartition(rig.topic(kind), partition);
                    long end = admin.listOffsets(Map.of(at, OffsetSpec.latest()))
                            .partitionResult(at)
                            .get()
                            .offset();
                    if (!read.containsKey(at) || read.get(at).offset() < end) {
                        return false;
                    }
                }
            }
            return true;
        }
    }
}
