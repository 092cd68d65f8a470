package org.forgedtoken.detector.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import org.forgedtoken.detector.feed.AccessRecord;
import org.forgedtoken.detector.feed.Signature;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.reading.Reading;
import org.forgedtoken.detector.reading.RejectReason;
import org.forgedtoken.detector.reading.jwt.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The steps and conditions that the formats of gateways and providers need beside plain places. */
class MappingStepsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a=\"1\", id=\"x\", b=\"2\"|x",
                "id=\"x\"|x",
                "b=\"id=\\\"no\\\"\", id=\"x\"|x",
                "b=\"\\\\\"\" id=\"a \\\"b\\\"\"|a \"b\"",
                "b=\"ends in \\\", id=\"x\"|x",
                "user=a, b=\"open, id=\"y\", c=\"d\", id=\"x\"|x",
                "user=\"a\"id=\"y\", id=\"x|x",
                "id=\"x\" |x",
                "bid=\"no\",id.x=\"no\", id=\"x\"|x",
                "b=\"\\\", id=\", c=\"d\", id=\"x\"|x",
                "b=\"\\\" id=\", id=\"x\"|x",
                "id=\"x\", b=\"\\\", id=\"|x",
                "id=\"x\", c=\"ends in \\\", b=\"\\\\\" id=\", d=\"YQ==\"|x",
                "id=\"x\", b=\"\\\" id=\\\"y\\\"\", uri=http://a/, cookies=[id=\\\"y\\\"]|x"
            })
    void aPairIsTakenByItsName(String text, String id) {
        Mapped mapped = Mapped.access("line = (?<t>\\d) (?<pairs>.*)\ntime = t\ntoken_id = pair id of pairs\n");
        assertThat(mapped.ok("1 " + text).token().tokenId()).isEqualTo(id);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {"id=\"x\", user=\"a\", id=\"y\""})
    void aPairThatComesTwiceIsBelievedNowhere(String text) {
        Mapped mapped = Mapped.access("line = (?<t>\\d) (?<pairs>.*)\ntime = t\ntoken_id = pair id of pairs\n");
        assertThat(mapped.rejected("1 " + text).reason()).isEqualTo(RejectReason.BAD_FIELD);
        assertThat(mapped.rejected("1 " + text).time()).isEqualTo(1000);
    }

    @Test
    void theIdOfAnEntraTokenIsItsUti() {
        Mapped mapped = Mapped.access("time = /t\ntoken = /token\n");
        String uti = Tokens.jwt("{\"alg\":\"RS256\"}", "{\"sub\":\"a\",\"uti\":\"u-1\"}");
        String both = Tokens.jwt("{\"alg\":\"RS256\"}", "{\"jti\":\"t-1\",\"uti\":\"u-1\"}");
        assertThat(mapped.ok("{\"t\":1,\"token\":\"" + uti + "\"}").token().tokenId())
                .isEqualTo("u-1");
        assertThat(mapped.ok("{\"t\":1,\"token\":\"" + both + "\"}").token().tokenId())
                .isEqualTo("t-1");
        String escaped = Tokens.jwt("{\"alg\":\"RS256\"}", "{\"\\u0075ti\":\"u-2\"}");
        assertThat(mapped.ok("{\"t\":1,\"token\":\"" + escaped + "\"}").token().tokenId())
                .isEqualTo("u-2");
        assertThat(mapped.ok("{\"t\":1,\"token\":\"opaque\"}").token().tokenId())
                .isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "e14997a4-f892-4b0b-b051-febe05c2a49b,pJdJ4ZL4C0uwUf6-BcKkmw",
        "E14997A4-F892-4B0B-B051-FEBE05C2A49B,pJdJ4ZL4C0uwUf6-BcKkmw",
        "ZTE0OTk3YTQtZjg5Mi00YjBiLWIwNTEtZmViZTA1YzJhNDli,pJdJ4ZL4C0uwUf6-BcKkmw",
        "pJdJ4ZL4C0uwUf6+BcKkmw==,pJdJ4ZL4C0uwUf6-BcKkmw",
        "pJdJ4ZL4C0uwUf6-BcKkmw,pJdJ4ZL4C0uwUf6-BcKkmw",
        "something-else,",
        "pJdJ4ZL4C0uwUf6-BcKkmwAA,"
    })
    void aGuidIsOneHoweverItIsSpelled(String written, String id) {
        Mapped mapped = Mapped.access("time = /t\ntoken_digest = /d\ntoken_id = guid of /id\n");
        assertThat(mapped.ok("{\"t\":1,\"d\":\"" + "0".repeat(64) + "\",\"id\":\"" + written + "\"}")
                        .token()
                        .tokenId())
                .isEqualTo(id);
    }

    @Test
    void aTextIsPutBeforeOrBehind() {
        assertThat(Mapped.access("time = /t\ntoken_id = /i\nissuer = append / of prepend https:// of /host\n")
                        .ok("{\"t\":1,\"i\":\"x\",\"host\":\"id.example\"}")
                        .token()
                        .issuer())
                .isEqualTo("https://id.example/");
    }

    @Test
    void conditionsOfOneLineMustAllHold() {
        Mapped mapped =
                Mapped.access("time = /t\ntoken_id = /i\nskip =\n    /a is 1 | 2 and no /b and /c matches ^x and y$\n");
        assertThat(mapped.read("{\"t\":1,\"i\":\"x\",\"a\":2,\"c\":\"x and y\"}"))
                .isInstanceOf(Reading.Skipped.class);
        mapped.ok("{\"t\":1,\"i\":\"x\",\"a\":2,\"c\":\"x and z\"}");
        mapped.ok("{\"t\":1,\"i\":\"x\",\"a\":2,\"b\":0,\"c\":\"x and y\"}");
        mapped.ok("{\"t\":1,\"i\":\"x\",\"a\":3,\"c\":\"x and y\"}");
    }

    @Test
    void aTimeThatHasNoPatternMayStillBePlain() {
        Mapped mapped =
                Mapped.access("time = /t\ntime.format = yyyy-MM-dd HH:mm:ss,SSS\ntime.zone = UTC\ntoken_id = /i\n");
        for (String time :
                new String[] {"\"2023-11-14 22:13:20,000\"", "\"2023-11-14T23:13:20+01:00\"", "1700000000000"}) {
            assertThat(mapped.ok("{\"i\":\"x\",\"t\":" + time + "}").time()).isEqualTo(1_700_000_000_000L);
        }
        assertThat(mapped.rejected("{\"i\":\"x\",\"t\":\"14.11.2023\"}").reason())
                .isEqualTo(RejectReason.BAD_TIME);
    }

    @Test
    void aValueMayCountInSomeRecordsOnly() {
        Mapped mapped = Mapped.access("""
            time = /t
            token_id = /i
            account_id =
                /user
                append @clients of /client where /type is machine and no /user
                "a where b" where /type is odd
            signature_valid = "true" where /payload
            """);
        String record = "{\"t\":1,\"i\":\"x\",\"client\":\"c\",\"type\":\"TYPE\",\"payload\":{}}";
        AccessRecord machine = mapped.ok(record.replace("TYPE", "machine"));
        assertThat(machine.token().account()).isEqualTo("c@clients");
        assertThat(machine.signature()).isEqualTo(Signature.VALID);
        assertThat(mapped.ok(record.replace("TYPE", "odd")).token().account()).isEqualTo("a where b");
        AccessRecord other = mapped.ok("{\"t\":1,\"i\":\"x\",\"client\":\"c\",\"type\":\"user\",\"payload\":null}");
        assertThat(other.token().account()).isNull();
        assertThat(other.signature()).isEqualTo(Signature.UNKNOWN);
    }

    @Test
    void aLifeInSecondsEndsSomewhere() {
        Mapped mapped = Mapped.access(
                "time = /t\ntoken_id = /i\nissued_at = /iat\nexpires_at = /life\nexpires_at.after = issued_at\n");
        assertThat(mapped.ok("{\"t\":1,\"i\":\"x\",\"iat\":1000,\"life\":\"300\"}")
                        .token()
                        .expiresAt())
                .isEqualTo(1_300_000);
        assertThat(mapped.ok("{\"t\":1,\"i\":\"x\",\"life\":300}").token().expiresAt())
                .isEqualTo(Times.UNKNOWN);
        assertThat(mapped.ok("{\"t\":1,\"i\":\"x\",\"iat\":1000}").token().expiresAt())
                .isEqualTo(Times.UNKNOWN);
        assertThat(mapped.rejected("{\"t\":1,\"i\":\"x\",\"iat\":1000,\"life\":\"long\"}")
                        .reason())
                .isEqualTo(RejectReason.BAD_TIME);
    }
}
