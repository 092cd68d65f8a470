/**
 * What the stages do: read, judge, watch, group, write. Their state stands behind small interfaces, so that the
 * topology and the file replay drive the very same objects. No Kafka class and no clock may enter.
 */
@NullMarked
package org.forgedtoken.detector.step;

import org.jspecify.annotations.NullMarked;
