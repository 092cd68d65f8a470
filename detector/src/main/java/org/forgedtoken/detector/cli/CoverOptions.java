package org.forgedtoken.detector.cli;

import org.forgedtoken.detector.report.Cover;
import picocli.CommandLine.Option;

/** The options that say what stands on the first page of a report; to be mixed in. */
final class CoverOptions {
    @Option(names = "--case", paramLabel = "NUMBER", description = "The case number on the report's first page.")
    private String caseNumber = "";

    @Option(names = "--by", paramLabel = "NAME", description = "Who makes it, on the report's first page.")
    private String by = "";

    Cover cover() {
        return new Cover(caseNumber, by);
    }
}
