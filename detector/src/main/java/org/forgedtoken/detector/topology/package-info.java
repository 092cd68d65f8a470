/**
 * The flow as a Kafka Streams topology: its one-screen definition, the topics and stores as typed objects, and
 * one thin processor a step that loads state, calls the step, saves and forwards. Nothing here decides.
 */
@NullMarked
package org.forgedtoken.detector.topology;

import org.jspecify.annotations.NullMarked;
