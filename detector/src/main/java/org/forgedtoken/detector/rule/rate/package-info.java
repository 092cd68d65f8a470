/**
 * What an account's access counts are worth: its own learned, decaying baseline in windows of four lengths and in how its counts move, the
 * population as the prior of an account that has none, and the verdict on a count that neither explains. Time is an
 * argument, and a state is a few numbers that the caller keeps where it likes.
 */
@NullMarked
package org.forgedtoken.detector.rule.rate;

import org.jspecify.annotations.NullMarked;
