package org.forgedtoken.detector.runtime;

import java.util.List;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.forgedtoken.detector.coverage.Coverage;
import org.forgedtoken.detector.topology.Queries;
import org.forgedtoken.detector.web.CoveragePage;
import org.jspecify.annotations.Nullable;

/**
 * The coverage as one judging task of this instance holds it: each of them gets all marks. It is a second old at most.
 */
final class CoverageHere implements CoveragePage.Source {
    private static final long FRESH_NANOS = 1_000_000_000;

    private record Made(CoveragePage.Known known, long at) {}

    private final Queries queries;
    private final int partitions;
    private @Nullable Made made;

    /** @param partitions how many judging tasks there are, in all instances */
    CoverageHere(Queries queries, int partitions) {
        this.queries = queries;
        this.partitions = partitions;
    }

    @Override
    public synchronized CoveragePage.Known coverage() {
        Made last = made;
        if (last == null || System.nanoTime() - last.at() > FRESH_NANOS) {
            last = new Made(ask(), System.nanoTime());
            made = last;
        }
        return last.known();
    }

    private CoveragePage.Known ask() {
        for (int partition = 0; partition < partitions; partition++) {
            Coverage coverage = new Coverage();
            try {
                queries.judge(partition).coverage().forEach((name, mark) -> coverage.apply(mark));
            } catch (InvalidStateStoreException | IllegalStateException e) {
                // The task runs elsewhere, or is not up yet: another one will do.
                continue;
            }
            List<Coverage.Extent> extents = coverage.extents();
            return new CoveragePage.Known(
                    extents, extents.isEmpty() ? "The issuance feed has not told anything of any issuer yet." : null);
        }
        return new CoveragePage.Known(
                List.of(), "No judging task is running on this instance: it may be starting, or others do the work.");
    }
}
