package org.forgedtoken.detector.rule.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.forgedtoken.detector.rule.source.SourceWorld.DAY;
import static org.forgedtoken.detector.rule.source.SourceWorld.HOUR;
import static org.forgedtoken.detector.rule.source.SourceWorld.MINUTE;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever walks through the accounts of others is found, among honest sources and alone; {@code -Dsources.seeds=50}
 * asks for longer. */
class AttackingSourcesTest {
    private static final int SEEDS = Integer.getInteger("sources.seeds", 4);

    @ParameterizedTest
    @EnumSource(
            value = TrustClass.class,
            names = {"FORGED", "UNKNOWN"})
    void aFastCrawler(TrustClass trust) {
        for (int seed = 0; seed < SEEDS; seed++) {
            SourceWorld world = new SourceWorld(seed, 400, 2).honest();
            for (int i = 0; i < 40; i++) {
                world.attack(DAY + 14 * HOUR + i * 2_000L, "crawler", 5_000 + i, trust);
            }
            assertFound(seed, world, "crawler");
        }
    }

    /** Ids of 18 digits, as registries and databases give them, or of 40. */
    @ParameterizedTest
    @ValueSource(ints = {15, 18, 19, 40})
    void aWalkThroughLongNumbers(int digits) {
        for (int seed = 0; seed < SEEDS; seed++) {
            SourceWorld world = new SourceWorld(seed, 400, 2).honest();
            for (int i = 0; i < 40; i++) {
                String id = "9".repeat(digits - 7) + (4_000_000 + 3 * i);
                world.attack(DAY + 14 * HOUR + i * 2_000L, "crawler", id, TrustClass.FORGED);
            }
            assertFound(seed, world, "crawler");
        }
    }

    /** A source that is a day old, and has hardly an issued token to show, has no outage for its excuse. */
    @Test
    void whatCoverageLacksCountsAfterADay() {
        SourceWorld world = new SourceWorld(1, 400, 3).honest();
        world.attack(0, "crawler", 77_777, TrustClass.ISSUED);
        for (int i = 0; i < 40; i++) {
            world.attack(DAY + 14 * HOUR + i * MINUTE, "crawler", 5_000 + i, TrustClass.NO_COVERAGE);
            world.attack(DAY + 10 * HOUR + i * MINUTE, "new", 6_000 + i, TrustClass.NO_COVERAGE);
        }
        assertFound(1, world, "crawler");
    }

    @ParameterizedTest
    @CsvSource({"59, false", "60, true"})
    void ofAnUncarriedIssuerSixtyNumbersAreAWalk(int numbers, boolean found) {
        SourceWorld world = new SourceWorld(1, 400, 2).honest();
        for (int i = 0; i < numbers; i++) {
            world.attack(DAY + i * MINUTE, "crawler", 5_000 + i, TrustClass.UNCOVERED);
        }
        assertThat(world.happen(20).enumerated.contains("crawler")).isEqualTo(found);
    }

    /** For each victim he also shows an account that is honestly his own: that takes nothing back of the others. */
    @Test
    void accountsOfHisOwnHideNoOne() {
        for (int seed = 0; seed < SEEDS; seed++) {
            SourceWorld world = new SourceWorld(seed, 400, 2).honest();
            for (int i = 0; i < 25; i++) {
                world.attack(DAY + 14 * HOUR + i * 2_000L, "crawler", 5_000 + i, TrustClass.FORGED);
                world.attack(DAY + 14 * HOUR + i * 2_000L + 1_000, "crawler", 9_000 + 7 * i, TrustClass.ISSUED);
            }
            assertThat(world.happen(20).fannedOut).as("seed %d", seed).containsExactly("crawler");
        }
    }

    /** Seventy accounts a day from each of many addresses, of which only some are in use at a time. */
    @Test
    void lowAndSlowFromARotatingPool() {
        for (int seed = 0; seed < SEEDS; seed++) {
            SourceWorld world = new SourceWorld(seed, 1000, 8).honest();
            int number = 0;
            for (int slot = 0; slot < 8 * 70; slot++) {
                for (int address = 0; address < 10; address++) {
                    long time = slot * (DAY / 70) + address * 100_000L;
                    world.attack(time, "pool" + (address + 10 * (slot / 70)), number++, TrustClass.FORGED);
                }
            }
            world.happen(20);
            assertThat(world.fannedOut).as("seed %d", seed).hasSize(80).allMatch(s -> s.startsWith("pool"));
            assertThat(world.enumerated).as("seed %d", seed).hasSize(80).allMatch(s -> s.startsWith("pool"));
        }
    }

    @Test
    void oneAccountADayForAMonth() {
        SourceWorld world = new SourceWorld(1, 100, 30).honest();
        for (int day = 0; day < 30; day++) {
            world.attack(day * DAY + 2 * HOUR, "crawler", 7 * day, TrustClass.FORGED);
        }
        assertFound(1, world, "crawler");
    }

    @Test
    void sampledNumbersGoingDown() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            SourceWorld world = new SourceWorld(seed, 400, 2).honest();
            int number = 900_000;
            for (int i = 0; i < 60; i++) {
                number -= 1 + random.nextInt(500);
                world.attack(DAY + i * MINUTE, "crawler", number, TrustClass.FORGED);
            }
            assertFound(seed, world, "crawler");
        }
    }

    @Test
    void fourWalkersAtOnce() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            SourceWorld world = new SourceWorld(seed, 400, 2).honest();
            int[] at = {300_000, 100_000, 400_000, 200_000};
            for (int i = 0; i < 250; i++) {
                world.attack(DAY + i * MINUTE, "crawler", at[random.nextInt(4)]++, TrustClass.FORGED);
            }
            assertFound(seed, world, "crawler");
        }
    }

    /** A crawl in no order is a fan-out, and no enumeration. */
    @Test
    void aCrawlInNoOrderIsNoEnumeration() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            SourceWorld world = new SourceWorld(seed, 400, 2).honest();
            for (int i = 0; i < 2_000; i++) {
                world.attack(DAY + i * 20_000L, "crawler", random.nextInt(1_000_000), TrustClass.FORGED);
            }
            world.happen(20);
            assertThat(world.fannedOut).as("seed %d", seed).containsExactly("crawler");
            assertThat(world.enumerated).as("seed %d", seed).isEmpty();
        }
    }

    /** Behind a carrier's network, where thousands are honest. */
    @Test
    void amongHonestUsersOfOneSource() {
        for (int seed = 0; seed < SEEDS; seed++) {
            SourceWorld world = new SourceWorld(seed, 6_000, 2).honest();
            for (int i = 0; i < 100; i++) {
                world.attack(DAY + 12 * HOUR + i * 30_000L, "carrier1", 700_000 + 3 * i, TrustClass.FORGED);
            }
            assertFound(seed, world, "carrier1");
        }
    }

    /** Never issued is proof enough, where there is nobody to compare with; what is not known is not. */
    @Test
    void aloneItIsFoundByProofOnly() {
        for (TrustClass trust : TrustClass.values()) {
            SourceWorld world = new SourceWorld(1, 0, 0);
            IntStream.range(0, 40).forEach(i -> world.attack(i * MINUTE, "crawler", i, trust));
            world.happen(20);
            assertThat(world.fannedOut.contains("crawler")).isEqualTo(trust == TrustClass.FORGED);
        }
    }

    private static void assertFound(int seed, SourceWorld world, String source) {
        world.happen(20);
        assertThat(world.fannedOut).as("seed %d", seed).containsExactly(source);
        assertThat(world.enumerated).as("seed %d", seed).containsExactly(source);
    }
}
