package org.forgedtoken.detector.rule.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.forgedtoken.detector.rule.source.SourceWorld.DAY;
import static org.forgedtoken.detector.rule.source.SourceWorld.HOUR;
import static org.forgedtoken.detector.rule.source.SourceWorld.MINUTE;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Carriers' networks, offices, a partner's batch client and roaming phones, whatever befalls the issuance feed; {@code
 * -Dsources.seeds=50} asks for longer. */
class HonestSourcesTest {
    private static final int SEEDS = Integer.getInteger("sources.seeds", 4);

    @ParameterizedTest
    @ValueSource(ints = {60, 400, 3000})
    void areSilentOnOrdinaryDays(int users) {
        for (int seed = 0; seed < SEEDS; seed++) {
            assertSilent(seed, new SourceWorld(seed, users, 3).honest());
        }
    }

    /** The outage that begins as the offices do: nearly all their tokens of that day, and few of others'. */
    @ParameterizedTest
    @ValueSource(ints = {60, 400, 3000})
    void areSilentInAnOutageOfHalfAnHour(int users) {
        for (int seed = 0; seed < SEEDS; seed++) {
            long from = DAY + 8 * HOUR + (40 + seed) * MINUTE;
            assertSilent(
                    seed,
                    new SourceWorld(seed, users, 3)
                            .outage(from, from + 30 * MINUTE, 1, TrustClass.NO_COVERAGE)
                            .honest());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {60, 400, 3000})
    void areSilentWhenASixthOfTheLedgerIsMissing(int users) {
        for (int seed = 0; seed < SEEDS; seed++) {
            assertSilent(
                    seed,
                    new SourceWorld(seed, users, 3)
                            .outage(
                                    DAY,
                                    DAY + 12 * HOUR,
                                    1 / 6.0,
                                    seed % 2 == 0 ? TrustClass.NO_COVERAGE : TrustClass.FORGED)
                            .honest());
        }
    }

    /** Issuances that come later than grace, and nobody noticed: the tokens count as forged until then. */
    @ParameterizedTest
    @ValueSource(ints = {60, 400, 3000})
    void areSilentWhileIssuancesAreLate(int users) {
        for (int seed = 0; seed < SEEDS; seed++) {
            long from = DAY + 9 * HOUR;
            assertSilent(
                    seed,
                    new SourceWorld(seed, users, 3)
                            .outage(from, from + HOUR, 0.5, TrustClass.FORGED)
                            .honest());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {60, 400, 3000})
    void areSilentOnAFirstDay(int users) {
        for (int seed = 0; seed < SEEDS; seed++) {
            assertSilent(
                    seed,
                    new SourceWorld(seed, users, 3)
                            .outage(0, 10 * HOUR, 1, TrustClass.NO_COVERAGE)
                            .honest());
        }
    }

    /** Tokens of a month, most of them issued before the ledger began, are carried from one source to the next. */
    @ParameterizedTest
    @ValueSource(ints = {60, 400, 1000})
    void areSilentWhileOldTokensAreAboutForDays(int users) {
        for (int seed = 0; seed < SEEDS; seed++) {
            assertSilent(
                    seed,
                    new SourceWorld(seed, users, 8)
                            .tokensLive(30 * DAY)
                            .outage(0, DAY, 0.3 + 0.03 * seed, TrustClass.NO_COVERAGE)
                            .honest());
        }
    }

    /** An hour of outage in a world of tokens that live for five minutes, or for days. */
    @ParameterizedTest
    @ValueSource(longs = {5 * MINUTE, HOUR, 3 * DAY})
    void areSilentInAnOutageHoweverLongTokensLive(long life) {
        for (int seed = 0; seed < SEEDS; seed++) {
            long from = DAY + 9 * HOUR;
            assertSilent(
                    seed,
                    new SourceWorld(seed, 1000, 4)
                            .tokensLive(life)
                            .outage(from, from + HOUR, 1, TrustClass.NO_COVERAGE)
                            .honest());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {60, 400, 3000})
    void areSilentWithoutALedger(int users) {
        for (int seed = 0; seed < SEEDS; seed++) {
            SourceWorld world = new SourceWorld(seed, users, 3)
                    .issued(time -> TrustClass.UNCOVERED)
                    .honest()
                    .happen(20);
            assertThat(world.fannedOut).as("seed %d", seed).isEmpty();
            // The partner walks through its customers with tokens that no ledger can tell from forged ones.
            assertThat(world.enumerated).as("seed %d", seed).isSubsetOf("partner");
        }
    }

    /** A carrier's network alone in an outage: of whom else it happened to nobody can tell. */
    @Test
    void aNetworkAloneInAnOutageIsSilent() {
        SourceWorld world = new SourceWorld(1, 0, 0);
        for (int i = 0; i < 60; i++) {
            world.attack(i * MINUTE, "carrier", 7 * i, TrustClass.ISSUED);
        }
        for (int i = 0; i < 60; i++) {
            world.attack(3 * DAY + i * MINUTE, "carrier", 1_000 + i, TrustClass.NO_COVERAGE);
        }
        assertSilent(1, world);
    }

    @Test
    void aBatchClientOnItsFirstDayIsSilent() {
        SourceWorld world = new SourceWorld(1, 400, 2).honest();
        for (int i = 0; i < 200; i++) {
            world.attack(DAY + i * MINUTE, "batch", i, TrustClass.NO_COVERAGE);
        }
        assertSilent(1, world);
    }

    private static void assertSilent(int seed, SourceWorld world) {
        world.happen(20);
        assertThat(world.fannedOut).as("seed %d", seed).isEmpty();
        assertThat(world.enumerated).as("seed %d", seed).isEmpty();
    }
}
