package org.forgedtoken.detector.runtime;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an older version of the detector has left behind. */
class UpgradeIT {
    @TempDir
    Path folder;

    @Test
    void stateOfAnOlderVersionIsRefused() {
        try (EmbeddedBroker broker = EmbeddedBroker.start();
                Rig rig = new Rig(broker, "old", folder)) {
            broker.create(1, rig.internal("token-events"), rig.internal("findings"));

            assertThatThrownBy(() -> KafkaDetector.start(rig.settings("a"), "test"))
                    .isInstanceOf(StartRefused.class)
                    .hasMessageContaining("older version")
                    .hasMessageContaining("kafka.application.id");
        }
    }
}
