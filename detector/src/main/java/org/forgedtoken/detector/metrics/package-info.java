/**
 * Every meter once, with its name, labels and sentence, all at zero from the start. No label ever takes a value
 * from a record, since an attacker writes those.
 */
@NullMarked
package org.forgedtoken.detector.metrics;

import org.jspecify.annotations.NullMarked;
