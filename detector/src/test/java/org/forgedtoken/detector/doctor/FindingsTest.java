package org.forgedtoken.detector.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class FindingsTest {
    private static final Pattern ID = Pattern.compile("\"(-?[a-z]+(?:-[a-z]+)*)\"");

    /** A finding is rare, and one without its text would be found by a user. */
    @Test
    void eachFindingHasItsTexts() throws IOException {
        ResourceBundle texts = ResourceBundle.getBundle("doctor.findings");
        Set<String> told = new TreeSet<>();
        for (String name : Set.of("FeedFindings", "IssuerFindings")) {
            String source = Files.readString(
                    Path.of("src/main/java/org/forgedtoken/detector/doctor").resolve(name + ".java"));
            ID.matcher(source).results().map(match -> match.group(1)).forEach(told::add);
        }
        told.remove("time-ahead"); // a reason, not a finding
        if (told.remove("-unreadable")) {
            told.addAll(Set.of("access-unreadable", "issuance-unreadable"));
        }
        if (told.remove("-timeless")) {
            told.addAll(Set.of("before-sample-timeless", "before-feed-timeless"));
        }
        Set<String> texted = told.stream()
                .flatMap(finding -> Set.of(finding, finding + ".change").stream())
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(texts.keySet()).containsExactlyInAnyOrderElementsOf(texted);
    }
}
