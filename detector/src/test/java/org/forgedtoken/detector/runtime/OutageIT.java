package org.forgedtoken.detector.runtime;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person sees, in a browser, of a detector that nothing comes to any more. */
@Tag("system")
class OutageIT {
    @TempDir
    Path folder;

    @Test
    void thePageSaysThatNoBrokerAnswers() {
        try (Watched world = new Watched("outage", folder);
                Chromium browser = Chromium.start()) {
            browser.open(world.at("/"));
            browser.await("it is ready", "document.getElementById('connection-words').textContent === 'Live, ready'");
            world.broker.close();

            browser.awaitFor(
                    Duration.ofMinutes(2),
                    "a banner",
                    "document.getElementById('stale').textContent"
                            + ".startsWith('The detector is not ready: no Kafka broker has answered for ')");
            browser.photograph("outage");
        }
    }
}
