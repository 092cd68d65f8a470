package org.forgedtoken.detector.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.text.ParseException;
import jdk.jfr.Configuration;
import jdk.jfr.Recording;
import org.jspecify.annotations.Nullable;

/** A flight recording of a run, where one is wanted. */
record Recorded(@Nullable Recording recording, Path file) implements AutoCloseable {
    /** @param folder where the recording is to be written; empty for none */
    static Recorded begin(String folder, String run) throws IOException {
        Path file = Path.of(folder, run + ".jfr");
        if (folder.isEmpty()) {
            return new Recorded(null, file);
        }
        try {
            Recording recording = new Recording(Configuration.getConfiguration("profile"));
            recording.start();
            return new Recorded(recording, file);
        } catch (ParseException e) {
            throw new IOException(e);
        }
    }

    void end() throws IOException {
        if (recording != null) {
            recording.stop();
            recording.dump(file);
        }
    }

    @Override
    public void close() {
        if (recording != null) {
            recording.close();
        }
    }
}
