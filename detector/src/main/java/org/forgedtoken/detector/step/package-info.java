/**
 * What the stages have in common: stage, channel, store, and the events that travel between them; and READ. A stage takes in
 * one channel and says what it finds on others, so that the topology, a replay and a test run the very same objects.
 */
@NullMarked
package org.forgedtoken.detector.step;

import org.jspecify.annotations.NullMarked;
