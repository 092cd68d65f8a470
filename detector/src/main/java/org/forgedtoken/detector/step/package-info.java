/**
 * The stages: judge, watch, group, keep incidents, write, and what reads for them. Each takes in one channel and says what it
 * finds on others, so that the topology, a replay and a test run the very same objects. No Kafka class and no clock may enter.
 */
@NullMarked
package org.forgedtoken.detector.step;

import org.jspecify.annotations.NullMarked;
