/**
 * Historical logs: files, or the topics' own history, through the direct driver of the steps. Only source, clock and
 * sink may differ from a live run.
 */
@NullMarked
package org.forgedtoken.detector.replay;

import org.jspecify.annotations.NullMarked;
