/** Reads a sample of the feeds, judges nothing, and says what can be judged of them and which settings would help. */
@NullMarked
package org.forgedtoken.detector.doctor;

import org.jspecify.annotations.NullMarked;
