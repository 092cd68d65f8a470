package org.forgedtoken.detector.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.forgedtoken.detector.feed.Times;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InputTimeTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1970-01-01T00:00:00Z|0",
                "1969-12-31T23:59:59.5Z|-500",
                "2023-11-14T22:13:20Z|1700000000000",
                "2023-11-14t22:13:20z|1700000000000",
                "2023-11-14 22:13:20Z|1700000000000",
                "2023-11-14T22:13:20.1Z|1700000000100",
                "2023-11-14T22:13:20.123456789012345678901234567890Z|1700000000123",
                "2023-11-14T22:13:20,5Z|1700000000500",
                "2023-11-15T07:13:20+09:00|1700000000000",
                "2023-11-14T17:13:20.25-05:00|1700000000250",
                "2023-11-14T17:13:20-0500|1700000000000",
                "2023-11-14T22:13:20+00|1700000000000",
                "2023-11-14T22:13:20-00:00|1700000000000",
                "2016-12-31T23:59:60Z|1483228800000",
                "2016-12-31T23:59:60.5Z|1483228800500",
                "2024-02-29T00:00:00Z|1709164800000",
                "0000-01-01T00:00:00Z|-62167219200000",
                "9999-12-31T23:59:59.999Z|253402300799999",
                "1700000000|1700000000000",
                "1700000000.5|1700000000500",
                "1700000000.123456|1700000000123",
                "1700000000123|1700000000123",
                "1700000000123.9|1700000000123",
                "1700000000123456|1700000000123",
                " 1700000000 |1700000000000",
                "0|0",
                "99999999999|99999999999000",
                "100000000000|100000000000",
                "99999999999999|99999999999999",
                "100000000000000|100000000000"
            })
    void reads(String text, long millis) {
        assertThat(InputTime.of(text)).isEqualTo(millis);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                "-1",
                "now",
                "1e9",
                "0x10",
                "1_000",
                "1.",
                ".5",
                "1.2.3",
                "1700000000000000000",
                "99999999999999999999999",
                "2023-11-14",
                "2023-11-14T22:13:20",
                "2023-11-14T22:13Z",
                "2023-11-14T22:13:20.Z",
                "2023-11-14T22:13:20ZZ",
                "2023-11-14T22:13:20 Z",
                "2023-11-14T24:00:00Z",
                "2023-11-14T22:60:00Z",
                "2023-11-14T22:13:61Z",
                "2023-02-29T00:00:00Z",
                "2100-02-29T00:00:00Z",
                "2023-00-14T22:13:20Z",
                "2023-13-14T22:13:20Z",
                "2023-11-00T22:13:20Z",
                "2023-11-31T22:13:20Z",
                "2023-11-14T22:13:20+24:00",
                "2023-11-14T22:13:20+00:60",
                "2023-11-14T22:13:20+0:00",
                "2023-11-14T22:13:20+",
                "23-11-14T22:13:20Z",
                "+2023-11-14T22:13:20Z",
                "٢٠٢٣-11-14T22:13:20Z"
            })
    void refuses(String text) {
        assertThat(InputTime.of(text)).isEqualTo(Times.UNKNOWN);
    }

    @Test
    void readsNumbersWithAnExponent() {
        assertThat(InputTime.ofEpoch(1.7e9)).isEqualTo(1_700_000_000_000L);
        assertThat(InputTime.ofEpoch(1.7e12)).isEqualTo(1_700_000_000_000L);
        assertThat(InputTime.ofEpoch(1.7e15)).isEqualTo(1_700_000_000_000L);
        for (double garbage : new double[] {-1, 1e17, 1e300, Double.POSITIVE_INFINITY, Double.NaN}) {
            assertThat(InputTime.ofEpoch(garbage)).isEqualTo(Times.UNKNOWN);
        }
    }

    @Property
    void agreesWithTheJdkOnEveryInstantAndOffset(
            @ForAll @LongRange(min = -62_135_596_800_000L, max = 253_402_214_400_000L) long millis,
            @ForAll @IntRange(min = -1080, max = 1080) int offsetMinutes) {
        OffsetDateTime time = Instant.ofEpochMilli(millis).atOffset(ZoneOffset.ofTotalSeconds(offsetMinutes * 60));
        String text =
                DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSxxx").format(time);
        assertThat(text.length() == 29 ? InputTime.of(text) : millis).isEqualTo(millis);
    }

    @Property
    void tellsSecondsMillisecondsAndMicrosecondsApart(
            @ForAll @LongRange(min = 100_000_000_000L, max = 99_999_999_999_000L) long millis) {
        assertThat(InputTime.of(Long.toString(millis))).isEqualTo(millis);
        assertThat(InputTime.of(Long.toString(millis * 1000))).isEqualTo(millis);
        assertThat(InputTime.of(Long.toString(millis / 1000))).isEqualTo(millis / 1000 * 1000);
    }

    @Property
    void neverThrows(@ForAll String text) {
        InputTime.of(text);
        InputTime.of("2023-11-14T22:13:20" + text);
        InputTime.of("2023-" + text);
    }
}
