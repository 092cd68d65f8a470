package org.forgedtoken.detector.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.forgedtoken.detector.feed.AnalystAction;
import org.forgedtoken.detector.feed.AnalystAction.Kind;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.settings.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ActionReaderTest {
    private static final long NOW = 1_772_445_600_000L;

    private static final ActionReader READER =
            new ActionReader(Settings.of(Map.of("incident.reporting", "GDPR-33=72h")));

    private static Reading read(String key, String json) {
        return READER.read(bytes(key), bytes(json.replace('\'', '"')), NOW);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void readsAllThatIsDecided() {
        Reading reading = read(
                "k",
                "{'uid':'abc','action':'reported','reason':'sent','by':'kim','until':'2026-04-01T00:00:00Z',"
                        + "'regime':'GDPR-33','time':'2026-03-02T09:00:00Z'}");

        assertThat(reading)
                .isEqualTo(new Reading.Action(new AnalystAction(
                        Instant.parse("2026-03-02T09:00:00Z").toEpochMilli(),
                        "abc",
                        Kind.REPORTED,
                        "sent",
                        "kim",
                        Instant.parse("2026-04-01T00:00:00Z").toEpochMilli(),
                        "GDPR-33")));
    }

    @Test
    void takesTheKeyAndTheClockWhereTheValueSaysNothing() {
        assertThat(read("abc", "{'action':'resolve'}"))
                .isEqualTo(new Reading.Action(
                        new AnalystAction(NOW, "abc", Kind.RESOLVE, null, null, Times.UNKNOWN, null)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{'action':'resolve'}; NO_IDENTITY",
                "{'uid':'a','action':'delete'}; BAD_FIELD",
                "{'uid':'a'}; BAD_FIELD",
                "{'uid':'a','action':'reported'}; BAD_FIELD",
                "{'uid':'a','action':'reported','regime':'MINE'}; UNKNOWN_REGIME",
                "{'uid':'a','action':'resolve','time':'2026-03-02T10:11:00Z'}; TIME_AHEAD",
                "{'uid':'a','action':'resolve','more':1}; UNKNOWN_MEMBER",
                "{'uid':'a','action':'resolve','more':{'x':1}}; UNKNOWN_MEMBER",
                "{'uid':'a','action':'resolve','by':{'x':1}}; BAD_FIELD",
                "{'uid':'a','action':'resolve','until':'soon'}; BAD_TIME",
                "{'uid':'a','uid':'b','action':'resolve'}; NOT_JSON",
                "resolve; NOT_JSON"
            })
    void refusesWhatItCannotRead(String json, RejectReason reason) {
        assertThat(READER.read(null, bytes(json.replace('\'', '"')), NOW))
                .isInstanceOfSatisfying(
                        Reading.Rejected.class,
                        rejected -> assertThat(rejected.reason()).isEqualTo(reason));
    }

    /** What is said goes into alerts, stores and pages. */
    @Test
    void aTokenThatSomebodyPastedIsStruckWhereverItStands() {
        String token =
                "eyJhbGciOiJSUzI1NiIsImtpZCI6ImtleS0xIn0.eyJqdGkiOiJ0LTEiLCJzdWIiOiJhbGljZSJ9.c2lnbmF0dXJlLW9mLWl0";
        String said = "'action':'resolve','reason':'he sent Bearer @','by':'@','regime':'@'";
        for (String key : List.of("abc", token)) {
            Reading reading = read(key, ("{" + said + "}").replace("@", token));

            assertThat(reading).isInstanceOf(Reading.Action.class);
            assertThat(reading.toString()).contains("he sent Bearer digest:").doesNotContain("c2lnbmF0dXJl", "eyJ");
        }
    }

    @Test
    void aTombstoneTakesNothingBack() {
        assertThat(READER.read(bytes("abc"), null, NOW)).isEqualTo(new Reading.Skipped());
    }
}
