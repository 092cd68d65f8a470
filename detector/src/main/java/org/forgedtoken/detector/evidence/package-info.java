/** What a replay leaves for those who doubt it: hashes, the chain over its results, and its signature. */
@NullMarked
package org.forgedtoken.detector.evidence;

import org.jspecify.annotations.NullMarked;
