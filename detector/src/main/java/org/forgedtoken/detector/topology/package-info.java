/**
 * The flow as a Kafka Streams topology: its one-screen definition, the topics and stores as typed objects, and
 * one processor that runs any stage as a task. Nothing here decides.
 */
@NullMarked
package org.forgedtoken.detector.topology;

import org.jspecify.annotations.NullMarked;
