/**
 * Bytes of what the steps say to each other and of what they remember, each value with the version of the format in front,
 * so that what an older program stored is refused, never misread. What is written for each access is written by hand, all
 * else by {@link org.forgedtoken.detector.topology.codec.RecordCodec}.
 */
@NullMarked
package org.forgedtoken.detector.topology.codec;

import org.jspecify.annotations.NullMarked;
