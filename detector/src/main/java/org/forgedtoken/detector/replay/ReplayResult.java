package org.forgedtoken.detector.replay;

import java.util.List;
import org.forgedtoken.detector.report.Summary;
import org.jspecify.annotations.Nullable;

/**
 * What a replay came to; all of it is in its files, too.
 *
 * @param told what a user should know of the inputs, each a sentence behind what it is about
 * @param shortfall why the results are not of all that was asked, without the full stop; null where they are
 */
public record ReplayResult(
        Summary summary,
        long alertRecords,
        long deadLetters,
        List<String> told,
        @Nullable String shortfall) {}
