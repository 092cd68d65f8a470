package org.forgedtoken.detector.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.forgedtoken.detector.step.Scenario.key;

import java.util.Map;
import org.forgedtoken.detector.alert.BlockEntry;
import org.forgedtoken.detector.feed.AnalystAction;
import org.forgedtoken.detector.feed.AnalystAction.Kind;
import org.forgedtoken.detector.rule.Rule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An analyst finds that nothing was wrong, and takes it back: the block entry is as if it had never been said. */
class FalsePositiveTest extends OneForgery {
    private static final long DAYS = 30L * 86_400_000;

    @Test
    void reopeningPlacesTheBlockEntryAgainWithAllUses() {
        forge();
        BlockEntry before = day.blocks.get(key("forged"));
        wasNothing();
        day.at("10:05:00").access("forged", FORGED, K1);
        assertThat(day.blocks).isEmpty();

        reopen();

        assertThat(day.blocks)
                .containsOnly(Map.entry(
                        key("forged"),
                        new BlockEntry(
                                key("forged"),
                                before.token(),
                                Rule.TOKEN_NEVER_ISSUED,
                                before.alertUid(),
                                Scenario.time("10:00:05"),
                                Scenario.time("10:05:00") + DAYS)));
    }

    @Test
    void aGatewayIsToldOfAnAlteredTokenAgain() {
        String account = "'account_id':'alice'";
        String altered = "'token_digest':'" + "cd".repeat(32) + "'";
        day.issueEvery(10, "09:00:00", "10:00:00");
        day.at("10:00:00").issue("real", account, "'token_digest':'" + "ab".repeat(32) + "'");
        day.at("10:02:00").access("real", account, altered);
        day.issueEvery(10, "10:03:10", "10:10:00");
        assertThat(day.decide("real", account, altered)).isEqualTo("deny token-altered");

        day.decide(Rule.TOKEN_ALTERED, Kind.RESOLVE, AnalystAction.FALSE_POSITIVE);
        assertThat(day.decide("real", account, altered)).startsWith("allow");

        day.decide(Rule.TOKEN_ALTERED, Kind.REOPEN, "no");
        assertThat(day.decide("real", account, altered)).isEqualTo("deny token-altered");
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"ACKNOWLEDGE", "SUPPRESS", "RESOLVE"})
    void anyOtherDecisionPlacesTheBlockEntryAgain(Kind kind) {
        forge();
        wasNothing();

        day.decide(Rule.TOKEN_NEVER_ISSUED, kind, "second thoughts");

        assertThat(day.blocks).containsOnlyKeys(key("forged"));
    }

    @Test
    void aFallenAccusationPlacesNoBlockEntry() {
        forge();
        wasNothing();
        day.at("10:00:00").issue("forged", K1);

        reopen();

        assertThat(day.blocks).isEmpty();
    }

    @Test
    void whatIsExpectedBeforehandIsNotBlockedByReopening() {
        forge();
        wasNothing();
        isExpectedUntil("10:30:00");

        reopen();
        assertThat(day.blocks).isEmpty();

        day.at("10:31:00").access("forged", FORGED, K1);
        assertThat(day.blocks.get(key("forged")).since()).as("the first use").isEqualTo(Scenario.time("10:00:05"));
    }

    @Test
    void anEntryWhoseTimeHasPassedIsNotPlacedAgain() {
        day.blockMax = 600_000;
        forge();
        wasNothing();
        day.at("10:10:06").readOn();

        reopen();

        assertThat(day.blocks).isEmpty();
    }

    @Test
    void whatWasNothingForATimeIsBlockedSinceItsFirstUse() {
        forge();
        day.decideUntil(Rule.TOKEN_NEVER_ISSUED, Kind.RESOLVE, AnalystAction.FALSE_POSITIVE, Scenario.time("10:05:00"));
        assertThat(day.blocks).isEmpty();

        day.at("10:06:00").access("forged", FORGED, K1);

        assertThat(day.blocks.get(key("forged")).since()).isEqualTo(Scenario.time("10:00:05"));
    }
}
