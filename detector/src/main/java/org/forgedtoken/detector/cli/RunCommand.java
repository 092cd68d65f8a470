package org.forgedtoken.detector.cli;

import java.io.IOException;
import java.io.PrintWriter;
import org.forgedtoken.detector.runtime.KafkaDetector;
import org.forgedtoken.detector.settings.Settings;
import org.forgedtoken.detector.topology.NamedFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;

/** The detector against a Kafka cluster, until it is told to stop. */
@Command(
        name = "run",
        description =
                "Runs the detector against the Kafka cluster at kafka.bootstrap.servers, until it is told to stop.")
final class RunCommand extends Action {

    @Mixin
    private SettingsOptions settings = new SettingsOptions();

    @Override
    public Integer call() throws IOException {
        Settings effective = settings.read(NamedFiles::look);
        try (KafkaDetector detector = KafkaDetector.start(effective, Version.current())) {
            detector.awaitRunning();
            PrintWriter out = out();
            out.println("The detector is running: " + detector.address());
            out.flush();
            detector.await();
        } catch (InterruptedException e) {
            return ExitCode.OK;
        }
        return ExitCode.OK;
    }
}
