package org.forgedtoken.detector.runtime;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.forgedtoken.detector.coverage.Coverage;
import org.forgedtoken.detector.settings.Catalogue;
import org.forgedtoken.detector.settings.Settings;
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
    private final long wait;
    private @Nullable Made made;

    /** @param partitions how many judging tasks there are, in all instances */
    CoverageHere(Queries queries, int partitions, Settings settings) {
        this.queries = queries;
        this.partitions = partitions;
        this.wait = 2 * settings.millis(Catalogue.CLOCK_SKEW) + settings.millis(Catalogue.LEDGER_GRACE);
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
            if (extents.isEmpty()) {
                return new CoveragePage.Known("The issuance feed has not told anything of any issuer yet.");
            }
            Optional<Long> begun = extents.stream()
                    .filter(extent -> !extent.covered().isEmpty())
                    .map(extent -> extent.covered().get(0).since())
                    .min(Comparator.naturalOrder());
            return new CoveragePage.Known(
                    extents, null, begun.map(since -> since + wait).orElse(null));
        }
        return new CoveragePage.Known(
                "No judging task is running on this instance: it may be starting, or others do the work.");
    }
}
