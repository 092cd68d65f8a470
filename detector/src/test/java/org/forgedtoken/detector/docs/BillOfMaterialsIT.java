package org.forgedtoken.detector.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code target/bom.json} names every library that ships, and nothing else. */
class BillOfMaterialsIT {

    @Test
    void theJarHasTheLicence() throws IOException {
        try (JarFile jar = new JarFile("target/detector.jar")) {
            for (String name : List.of("LICENSE", "NOTICE")) {
                try (InputStream in = jar.getInputStream(jar.getEntry("META-INF/" + name))) {
                    assertThat(in.readAllBytes()).isEqualTo(Files.readAllBytes(Path.of(name)));
                }
            }
        }
        assertThat(Path.of("LICENSE")).content().contains("Apache License", "Version 2.0, January 2004");
    }

    @Test
    void namesWhatShips() throws IOException {
        JsonNode bom = new ObjectMapper().readTree(Path.of("target", "bom.json").toFile());
        assertThat(bom.path("bomFormat").textValue()).isEqualTo("CycloneDX");
        Set<String> named = new TreeSet<>();
        for (JsonNode component : bom.path("components")) {
            assertThat(component.path("purl").textValue()).startsWith("pkg:maven/");
            assertThat(component.path("hashes"))
                    .as(component.path("name").textValue())
                    .isNotEmpty();
            named.add(component.path("name").textValue()
                    + '-'
                    + component.path("version").textValue());
        }

        try (Stream<Path> jars = Files.list(Path.of("target", "lib"))) {
            Set<String> shipped = jars.map(jar -> String.valueOf(jar.getFileName()))
                    .map(name -> named.stream()
                            .filter(one -> name.equals(one + ".jar") || name.startsWith(one + '-'))
                            .findFirst()
                            .orElse("not named: " + name))
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(shipped).isEqualTo(named);
        }
    }
}
