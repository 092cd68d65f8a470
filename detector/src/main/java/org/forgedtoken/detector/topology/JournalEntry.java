package org.forgedtoken.detector.topology;

import java.util.List;
import org.forgedtoken.detector.coverage.Heard;
import org.forgedtoken.detector.coverage.PartitionTimeline;

/** What READ writes down of its feeds. */
public sealed interface JournalEntry {
    /** An event time, or an offset. */
    record Mark(long value) implements JournalEntry {}

    /**
     * All that an issuance partition had taught.
     *
     * @param generation of the entries that were heard since; others are older
     */
    record Taught(long generation, PartitionTimeline.Snapshot timeline) implements JournalEntry {}

    /**
     * What was heard of records that came together.
     *
     * @param offset of the last of them
     */
    record Said(long generation, long offset, List<Heard> heard) implements JournalEntry {}
}
