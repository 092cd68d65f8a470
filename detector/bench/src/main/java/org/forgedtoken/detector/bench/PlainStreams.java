package org.forgedtoken.detector.bench;

import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;
import org.forgedtoken.detector.runtime.StreamsDefaults;

/** A topology that is none of the detector's, with the detector's own settings of Kafka Streams. */
final class PlainStreams implements Contender {
    private final long expected;
    private final KafkaStreams streams;
    private final ConsumedRecords consumed;

    PlainStreams(RunOptions options, String run, String stateDir) {
        expected = options.records();
        DataSet data = options.who().data();
        consumed = ConsumedRecords.ofTasks(
                topic -> topic.equals(data.accessTopic()) || topic.equals(data.issuanceTopic()));
        Properties config = new Properties();
        config.putAll(StreamsDefaults.of(options.settings(run, stateDir)));
        streams = new KafkaStreams(topology(options.who(), output(run)), config);
        streams.start();
    }

    /** Where it writes, if it does. */
    static String output(String run) {
        return run + "-output";
    }

    private static Topology topology(Competitor who, String output) {
        List<String> topics = List.of(who.data().accessTopic(), who.data().issuanceTopic());
        StreamsBuilder builder = new StreamsBuilder();
        switch (who) {
            case STREAMS_NOOP -> {
                LongAdder count = new LongAdder();
                builder.stream(topics, bytes()).foreach((key, value) -> count.increment());
            }
            case STREAMS_COPY ->
                builder.stream(topics, bytes()).to(output, Produced.with(Serdes.ByteArray(), Serdes.ByteArray()));
            case NAIVE_JOIN -> NaiveJoin.build(builder, topics.get(0), topics.get(1), output);
            default -> throw new IllegalArgumentException(who.label());
        }
        return builder.build();
    }

    private static Consumed<byte[], byte[]> bytes() {
        return Consumed.with(Serdes.ByteArray(), Serdes.ByteArray());
    }

    @Override
    public long read() {
        return consumed.total();
    }

    @Override
    public boolean isThrough() {
        return read() >= expected;
    }

    @Override
    public long settleMs() {
        return 0;
    }

    @Override
    public void close() {
        streams.close(Duration.ofSeconds(30));
    }
}
