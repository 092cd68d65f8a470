/**
 * Bytes of what the steps say to each other and of what they remember, by hand: each begins with the version of its
 * form, and an enum is written by name, so that what an older program stored is read or refused, never misread.
 */
@NullMarked
package org.forgedtoken.detector.topology.codec;

import org.jspecify.annotations.NullMarked;
