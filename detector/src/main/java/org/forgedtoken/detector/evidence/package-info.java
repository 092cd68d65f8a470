/** What is left for those who doubt it: of a replay hashes, a chain over its results and a signature; of a run a chained copy. */
@NullMarked
package org.forgedtoken.detector.evidence;

import org.jspecify.annotations.NullMarked;
