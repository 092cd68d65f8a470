package org.forgedtoken.detector.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.ResourceBundle;
import org.forgedtoken.detector.topology.StepInput;
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
                            "%s differs: run detector/bin/detector topology --docs topology-docs, and look at what"
                                    + " changed",
                            file)
                    .isEqualTo(page.getValue());
        }
    }

    @Test
    void theDiagramShowsEveryStep() {
        String page = Pages.all().get("topology.md");

        StepInput.STEPS.forEach(step -> assertThat(page).contains("[\"" + step + "\"]"));
        assertThat(page)
                .contains("access-log", "token-issuance", "token-events", "findings", "token-alerts", "judge-ledger");
    }

    @Test
    void everythingSaidIsASentenceOnAPage() {
        ResourceBundle texts = ResourceBundle.getBundle("docs.pages");
        String pages = String.join("\n", Pages.all().values());

        for (String key : texts.keySet()) {
            String text = texts.getString(key);
            assertThat(pages).as(key).contains("| " + text.replace("|", "\\|") + " |");
            assertThat(text.endsWith(".")).as(key).isEqualTo(!key.matches("(topic|store)\\..*\\.key"));
        }
    }
}
