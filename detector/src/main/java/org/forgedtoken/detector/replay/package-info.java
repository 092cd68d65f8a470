/**
 * Historical logs: files, or the topics' own history, through the same stages in one process. Only source, clock and
 * sink may differ from a live run.
 */
@NullMarked
package org.forgedtoken.detector.replay;

import org.jspecify.annotations.NullMarked;
