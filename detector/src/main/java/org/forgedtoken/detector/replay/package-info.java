/**
 * Historical logs: files through the direct driver of the steps, Kafka's history through the topology, and the
 * evidence chain of what came out. Only source, clock and sink may differ from a live run.
 */
@NullMarked
package org.forgedtoken.detector.replay;

import org.jspecify.annotations.NullMarked;
