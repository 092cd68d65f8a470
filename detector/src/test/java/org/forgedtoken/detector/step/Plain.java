package org.forgedtoken.detector.step;

import org.forgedtoken.detector.alert.Evidence;
import org.forgedtoken.detector.feed.AccessRecord;
import org.jspecify.annotations.Nullable;

/** Evidence without the place where its record was read. */
final class Plain {
    private Plain() {}

    static Evidence of(Evidence evidence) {
        return new Evidence(
                access(evidence.access()),
                evidence.verdict(),
                evidence.identity(),
                evidence.coverage(),
                evidence.differences(),
                evidence.more(),
                evidence.about());
    }

    private static @Nullable AccessRecord access(@Nullable AccessRecord access) {
        return access == null
                ? null
                : new AccessRecord(
                        access.time(), access.token(), access.request(), access.signature(), access.accepted(), "");
    }
}
