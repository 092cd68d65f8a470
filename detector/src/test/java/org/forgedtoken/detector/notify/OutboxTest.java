package org.forgedtoken.detector.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.forgedtoken.detector.ocsf.Links;
import org.forgedtoken.detector.rule.Severity;
import org.forgedtoken.detector.settings.Catalogue.NotifyFormat;
import org.forgedtoken.detector.settings.Secret;
import org.junit.jupiter.api.Test;

class OutboxTest {
    private static final TopicPartition PARTITION = new TopicPartition("incidents", 0);
    private static final TopicPartition OTHER = new TopicPartition("incidents", 1);

    private final Outbox outbox = new Outbox(
            new Receiver(
                    "ops", new Secret("https://x.example"), NotifyFormat.CLOUDEVENTS, new Secret(""), Severity.LOW, 3),
            Links.NONE,
            60_000);
    private int offset;

    @Test
    void whatIsBeyondTheRateComesInOne() {
        add(PARTITION, 7);
        assertThat(sent(0)).isEqualTo(1);
        assertThat(sent(1)).isEqualTo(1);
        assertThat(sent(2)).isEqualTo(1);
        assertThat(sent(59_999)).isZero();
        assertThat(sent(60_000)).isEqualTo(4);
        add(PARTITION, 1);
        assertThat(sent(60_001)).isEqualTo(1);
    }

    @Test
    void whatIsTriedAgainIsTheSameMessage() {
        add(PARTITION, 1);
        Message first = outbox.next(0);
        add(PARTITION, 5);
        assertThat(outbox.next(1)).isSameAs(first);
        assertThat(outbox.sending()).hasSize(1);
    }

    @Test
    void aPartitionThatIsGoneTakesItsEventsAlong() {
        add(PARTITION, 2);
        add(OTHER, 1);
        outbox.next(0);
        outbox.forget(List.of(PARTITION));
        assertThat(sent(1)).isEqualTo(1);
        assertThat(outbox.isEmpty()).isTrue();
    }

    private void add(TopicPartition partition, int many) {
        for (int i = 0; i < many; i++) {
            offset++;
            Event event = Event.of(null, new Told("k" + offset).written(offset), 0);
            outbox.add(new Outbox.Entry(partition, offset, new OffsetAndMetadata(offset + 1), event));
        }
    }

    /** How many events the next message has; 0: none is to be sent now. */
    private int sent(long now) {
        if (outbox.next(now) == null) {
            return 0;
        }
        int many = outbox.sending().size();
        assertThat(outbox.taken()).isTrue();
        outbox.done();
        return many;
    }
}
