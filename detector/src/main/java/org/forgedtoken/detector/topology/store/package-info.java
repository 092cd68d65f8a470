/** What a stage remembers, in the stores of Kafka Streams: logged, and in memory, on disk, or as the ledger is. */
@NullMarked
package org.forgedtoken.detector.topology.store;

import org.jspecify.annotations.NullMarked;
