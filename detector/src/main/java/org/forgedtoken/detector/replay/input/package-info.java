/** The records of a replay as they lie, in files of any packing or in topics, read ahead and merged by their times. */
@NullMarked
package org.forgedtoken.detector.replay.input;

import org.jspecify.annotations.NullMarked;
