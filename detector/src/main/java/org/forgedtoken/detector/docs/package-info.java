/**
 * Writes {@code topology-docs} from the real topology, settings, meters and topics, so that it cannot go stale.
 * Nothing else may depend on it but the command that runs it.
 */
@NullMarked
package org.forgedtoken.detector.docs;

import org.jspecify.annotations.NullMarked;
