package org.forgedtoken.detector.bench;

import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

/** How many records this process has taken, by topic: from meters that Kafka keeps, so that all are measured alike. */
final class ConsumedRecords {
    private static final String COUNT = "records-consumed-total";
    private static final int LOOK_AGAIN = 20;

    private final MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
    private final ObjectName meters;
    private final Predicate<String> topics;
    /** The last value of each meter, also of one that is gone: a task that moves takes up a new one. */
    private final Map<ObjectName, Long> counts = new HashMap<>();

    private int asked;

    private ConsumedRecords(String meters, Predicate<String> topics) {
        try {
            this.meters = new ObjectName(meters);
        } catch (MalformedObjectNameException e) {
            throw new IllegalArgumentException(e);
        }
        this.topics = topics;
    }

    /** What the tasks of Kafka Streams have taken, of the topics of which this is so. */
    static ConsumedRecords ofTasks(Predicate<String> topics) {
        return new ConsumedRecords("kafka.streams:type=stream-topic-metrics,*", topics);
    }

    /** What was fetched and handed on, before any task has taken it. */
    static ConsumedRecords ofConsumers(Predicate<String> topics) {
        return new ConsumedRecords("kafka.consumer:type=consumer-fetch-manager-metrics,topic=*,*", topics);
    }

    long total() {
        if (asked++ % LOOK_AGAIN == 0) {
            look();
        }
        counts.replaceAll(this::count);
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    private void look() {
        for (ObjectName name : beans.queryNames(meters, null)) {
            if (topics.test(topic(name)) && isThere(name)) {
                counts.putIfAbsent(name, 0L);
            }
        }
    }

    /** A task that moves takes its meters with it. */
    private boolean isThere(ObjectName name) {
        try {
            return beans.getMBeanInfo(name).getAttributes().length > 0;
        } catch (JMException e) {
            return false;
        }
    }

    private long count(ObjectName name, long before) {
        try {
            return beans.getAttribute(name, COUNT) instanceof Double value
                    ? Math.max(before, value.longValue())
                    : before;
        } catch (JMException e) {
            return before; // its task has moved, or it is a topic that is only written
        }
    }

    private static String topic(ObjectName name) {
        String topic = name.getKeyProperty("topic");
        return topic == null ? "" : topic.replace("\"", "");
    }
}
