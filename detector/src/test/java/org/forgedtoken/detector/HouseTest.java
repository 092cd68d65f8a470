package org.forgedtoken.detector;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of the house: which package may know which. A broken rule names the class, the line and the rule. */
class HouseTest {

    private static final String ROOT = "org.forgedtoken.detector.";

    private static final JavaClasses PROGRAM = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.forgedtoken.detector");

    /** Imports run one way along this list: a package may know those before it, never one after it or beside it. */
    private static final List<List<String>> FLOW = List.of(
            List.of("feed"),
            List.of("coverage", "ledger"),
            List.of("rule"),
            List.of("alert"),
            List.of("ocsf"),
            List.of("step", "evidence", "report"),
            List.of("judge", "watch", "group"),
            List.of("topology", "notify"),
            List.of("runtime", "replay", "demo"),
            List.of("doctor"),
            List.of("cli"));

    static Stream<ArchRule> importsRunOneWay() {
        return FLOW.stream().flatMap(List::stream).map(HouseTest::knowsNoneAfterIt);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void importsRunOneWay(ArchRule rule) {
        check(rule);
    }

    private static ArchRule knowsNoneAfterIt(String name) {
        int place = 0;
        while (!FLOW.get(place).contains(name)) {
            place++;
        }
        String[] after = FLOW.subList(place + 1, FLOW.size()).stream()
                .flatMap(List::stream)
                .map(HouseTest::tree)
                .toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAPackage(tree(name))
                .should()
                .dependOnClassesThat(resideInAnyPackage(after))
                .as(name + " knows nothing that comes after it in the flow");
    }

    @Test
    void stagesKnowNoOtherStage() {
        List<String> stages = List.of("judge", "watch", "group");
        for (String stage : stages) {
            String[] others = stages.stream()
                    .filter(other -> !other.equals(stage))
                    .map(HouseTest::tree)
                    .toArray(String[]::new);
            check(noClasses()
                    .that()
                    .resideInAPackage(tree(stage))
                    .should()
                    .dependOnClassesThat(resideInAnyPackage(others)));
        }
    }

    @Test
    void feedIsPlainJava() {
        check(noClasses()
                .that()
                .resideInAPackage(tree("feed"))
                .should()
                .dependOnClassesThat(
                        resideOutsideOfPackages("java..", "javax.crypto..", "org.jspecify..", tree("feed"))));
    }

    @Test
    void theCoreKnowsNoKafka() {
        check(noClasses()
                .that()
                .resideInAnyPackage(trees("feed", "coverage", "ledger", "rule", "step", "judge", "watch", "group"))
                .should()
                .dependOnClassesThat(resideInAnyPackage("org.apache.kafka..")));
    }

    /** It is run on a stranger's cluster with the right to read alone. */
    @Test
    void theDoctorOnlyReads() {
        check(noClasses()
                .that()
                .resideInAPackage(tree("doctor"))
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        "org.apache.kafka.clients.producer..",
                        "org.apache.kafka.clients.admin..",
                        "org.apache.kafka.streams..")));
    }

    /** What decides gets its time as an argument: a replay of the same records must find the same. */
    @Test
    void theCoreKnowsNoClock() {
        String[] core = trees("feed", "coverage", "ledger", "rule", "step", "judge", "watch", "group");
        check(noClasses()
                .that()
                .resideInAnyPackage(core)
                .should()
                .dependOnClassesThat(nameMatching("java.time.Clock")));
        check(noClasses().that().resideInAnyPackage(core).should().accessTargetWhere(asksTheClock()));
    }

    /** A rule is arithmetic: whoever calls it counts and tells. */
    @Test
    void rulesNeitherLogNorCount() {
        check(noClasses()
                .that()
                .resideInAnyPackage(trees("feed", "coverage", "ledger", "rule"))
                .should()
                .dependOnClassesThat(resideInAnyPackage("org.slf4j..", "io.micrometer..", tree("metrics"))));
    }

    @Test
    void onlyReadingParsesJson() {
        check(noClasses()
                .that(resideOutsideOfPackages(trees("reading", "mapping", "ocsf", "evidence", "docs", "demo")))
                .should()
                .dependOnClassesThat(resideInAnyPackage("com.fasterxml.jackson..")));
        check(noClasses()
                .that(resideOutsideOfPackages(trees("reading", "mapping", "ocsf", "evidence")))
                .should()
                .dependOnClassesThat(
                        nameMatching("com\\.fasterxml\\.jackson\\.(core\\.(JsonParser|async)|databind)\\b.*")));
    }

    @Test
    void onlySignaturesKnowTheLibrariesOfTokens() {
        check(noClasses()
                .that(resideOutsideOfPackages(tree("reading.signature")))
                .should()
                .dependOnClassesThat(resideInAnyPackage("com.auth0..")));
    }

    /**
     * A JWT knows no key, a key no record, and a record no mapping; what is stored knows no stage's place in the flow, and
     * what is read in a replay not what becomes of it.
     */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "reading.jwt reading.signature reading mapping",
                "topology.codec topology.store topology",
                "replay.input replay"
            })
    void roomsOfOneHouseRunOneWay(String house) {
        List<String> rooms = List.of(house.split(" "));
        for (int i = 0; i < rooms.size(); i++) {
            String[] after = rooms.stream().skip(i + 1).map(room -> ROOT + room).toArray(String[]::new);
            check(noClasses()
                    .that()
                    .resideInAPackage(ROOT + rooms.get(i))
                    .should()
                    .dependOnClassesThat(resideInAnyPackage(after)));
        }
    }

    @Test
    void onlyDetectorEndsTheProcess() {
        check(noClasses()
                .that(DescribedPredicate.not(nameMatching(ROOT + "Detector")))
                .should()
                .callMethod(System.class, "exit", int.class)
                .orShould()
                .callMethod(Runtime.class, "exit", int.class)
                .orShould()
                .callMethod(Runtime.class, "halt", int.class));
    }

    /** So that the lists above cannot fall behind. */
    @Test
    void everyPackageIsKnownHere() {
        List<String> known = Stream.concat(
                        FLOW.stream().flatMap(List::stream),
                        Stream.of("reading", "mapping", "settings", "metrics", "web", "docs"))
                .toList();
        List<String> unknown = PROGRAM.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> name.startsWith(ROOT))
                .map(name -> name.substring(ROOT.length()).split("\\.")[0])
                .distinct()
                .filter(name -> !known.contains(name))
                .toList();
        assertThat(unknown).isEmpty();
    }

    private static DescribedPredicate<JavaAccess<?>> asksTheClock() {
        return DescribedPredicate.describe("asks the clock", access -> {
            AccessTarget target = access.getTarget();
            String owner = target.getOwner().getName();
            return switch (target.getName()) {
                case "currentTimeMillis", "nanoTime" -> owner.equals("java.lang.System");
                case "now" -> owner.startsWith("java.time.");
                case "<init>" ->
                    owner.equals("java.util.Date") && access.getDescription().contains("<init>()");
                default -> false;
            };
        });
    }

    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(PROGRAM);
    }

    private static String tree(String name) {
        return ROOT + name + "..";
    }

    private static String[] trees(String... names) {
        return Arrays.stream(names).map(HouseTest::tree).toArray(String[]::new);
    }
}
