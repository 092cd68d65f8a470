package org.forgedtoken.detector.ocsf;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Checks a line against an OCSF class. The whole schema is shared data that lies beside a checkout
 * ({@code shared/data/ocsf}, looked for upwards from the working directory, or in the system property {@code
 * shared.data}); where it is not there, a small schema of our own stands in, and a printed line says so.
 */
public final class OcsfSchema {
    private static final String FOLDER = "ocsf";

    private final Schema schema;
    private final boolean whole;

    private OcsfSchema(Schema schema, boolean whole) {
        this.schema = schema;
        this.whole = whole;
    }

    /** The Detection Finding, class 2004. */
    public static OcsfSchema detectionFinding() {
        return named("detection_finding.schema.json");
    }

    /** The Incident Finding, class 2005. */
    public static OcsfSchema incidentFinding() {
        return named("incident_finding.schema.json");
    }

    /** Our own small Incident Finding, whatever lies beside the checkout. */
    static OcsfSchema smallIncidentFinding() {
        return small("incident_finding.schema.json");
    }

    /** Our own small Detection Finding, whatever lies beside the checkout. */
    static OcsfSchema smallDetectionFinding() {
        return small("detection_finding.schema.json");
    }

    /** What is wrong with the line, each with its place; empty if it is valid. */
    public List<String> faults(String line) {
        return schema.validate(line, InputFormat.JSON).stream()
                .map(Error::toString)
                .toList();
    }

    /** What is wrong with the line, each with its place; empty if it is valid. */
    public List<String> faults(byte[] line) {
        return faults(new String(line, UTF_8));
    }

    /** Whether it is the whole OCSF schema. */
    public boolean isWhole() {
        return whole;
    }

    private static OcsfSchema named(String name) {
        Path file = sharedData().resolve(FOLDER).resolve(name);
        if (!Files.isRegularFile(file)) {
            System.out.println("OCSF: no " + file + ", so alerts are checked against the small schema in src/test");
            return small(name);
        }
        System.out.println("OCSF: alerts are checked against " + file);
        try (InputStream in = Files.newInputStream(file)) {
            return new OcsfSchema(read(in), true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static OcsfSchema small(String name) {
        try (InputStream in = OcsfSchema.class.getResourceAsStream("/" + FOLDER + "/" + name)) {
            return new OcsfSchema(read(in), false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Schema read(InputStream in) {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(in);
    }

    private static Path sharedData() {
        String stated = System.getProperty("shared.data");
        if (stated != null) {
            return Path.of(stated);
        }
        Path start = Path.of(System.getProperty("user.dir")).toAbsolutePath();
        for (Path folder = start; folder != null; folder = folder.getParent()) {
            Path data = folder.resolve("shared").resolve("data");
            if (Files.isDirectory(data)) {
                return data;
            }
        }
        return start.resolve("shared").resolve("data");
    }
}
