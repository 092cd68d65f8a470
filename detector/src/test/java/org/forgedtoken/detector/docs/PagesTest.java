package org.forgedtoken.detector.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.forgedtoken.detector.topology.Step;
import org.junit.jupiter.api.Test;

/**
 * The committed pages are those that the program writes. What Kafka Streams describes in them is also what decides
 * whether a running detector can be upgraded in place: where a store or an internal topic is named otherwise, its state is
 * read back under the new name, which is empty.
 */
class PagesTest {
    private static final Path COMMITTED = Path.of("..", "topology-docs");

    @Test
    void theCommittedPagesAreUpToDate() throws IOException {
        for (Map.Entry<String, String> page : Pages.all().entrySet()) {
            Path file = COMMITTED.resolve(page.getKey());
            assertThat(file)
                    .as("written by detector/bin/detector topology --docs topology-docs")
                    .exists();
            assertThat(Files.readString(file))
                    .as(
                            "%s differs: run detector/bin/detector topology --docs topology-docs, and look at what changed",
                            file)
                    .isEqualTo(page.getValue());
        }
    }

    @Test
    void theDiagramShowsEveryStep() {
        String page = Pages.all().get("topology.md");

        Step.all().forEach(step -> assertThat(page).contains("[\"" + step.name() + "\"]"));
        assertThat(page)
                .contains("access-log", "token-issuance", "token-events", "findings", "token-alerts", "judge-ledger");
    }
}
