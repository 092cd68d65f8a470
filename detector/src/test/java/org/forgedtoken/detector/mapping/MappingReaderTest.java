package org.forgedtoken.detector.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.forgedtoken.detector.feed.Feed;
import org.forgedtoken.detector.mapping.MappedFormat.MappingFile;
import org.forgedtoken.detector.mapping.MappingReader.WrongMapping;
import org.forgedtoken.detector.reading.FeedFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MappingReaderTest {

    private static List<String> faults(String text, Feed feed) {
        WrongMapping wrong =
                catchThrowableOfType(WrongMapping.class, () -> MappingReader.read("my.mapping", text, feed));
        return wrong == null
                ? List.of()
                : wrong.getMessage().lines().skip(1).map(String::strip).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"match typ of bearer of /token", "/jwt_payload/typ", "\"id\" where bearer of /token is ID"})
    void aKindTakenFromATokenIsWrong(String kind) {
        assertThat(faults("feed = access\ntime = /t\ntoken = /token\nkind =\n    " + kind + "\n", Feed.ACCESS))
                .containsExactly(
                        "my.mapping, line 5, kind: is what the gateway knows of a request, never what a token says of"
                                + " itself");
        assertThat(faults("feed = access\ntime = /t\nkind = \"id\" where /path is /userinfo\n", Feed.ACCESS))
                .isEmpty();
    }

    @Test
    void everyFaultIsToldAtOnceWithItsLineAndField() {
        assertThat(faults("""
            # a mapping with a fault in every line
            feed = issuance
            line = (?<a>x
            time = b
            time.format = yyyy-MM-dd HH:mm
            time.format = HH
            event = "maybe"
            event.values =
                LOGIN -> issued
                LOGOUT
                TOKEN -> given
            status = /s
            account = /x
            token_id = word x of a
            client_id = quote of a
            issued_at.zone = Mars
            no sense
            unmatched = perhaps
            skip = nothing is here
            """, Feed.ISSUANCE))
                .satisfiesExactly(
                        fault -> assertThat(fault).startsWith("my.mapping, line 3, line: the regular expression"),
                        fault -> assertThat(fault).startsWith("my.mapping, line 4, time: 'b' must be one of line"),
                        fault -> assertThat(fault).startsWith("my.mapping, line 5, time.format: must have date, time"),
                        fault -> assertThat(fault)
                                .isEqualTo("my.mapping, line 6: 'time.format' stands on line 5" + " already"),
                        fault -> assertThat(fault).startsWith("my.mapping, line 7, event: an event is issued, revoked"),
                        fault -> assertThat(fault)
                                .isEqualTo(
                                        "my.mapping, line 10, event.values: must be 'their value" + " -> our value'"),
                        fault -> assertThat(fault).startsWith("my.mapping, line 11, event.values: an event is issued"),
                        fault -> assertThat(fault).endsWith("status: is no field of the issuance feed"),
                        fault -> assertThat(fault).startsWith("my.mapping, line 12, status: '/s' is a JSON Pointer"),
                        fault -> assertThat(fault).startsWith("my.mapping, line 13, account: is neither a field"),
                        fault -> assertThat(fault).endsWith("line 14, token_id: 'word' needs a number from 1 to 99"),
                        fault -> assertThat(fault).contains("line 15, client_id: there is no step 'quote'"),
                        fault -> assertThat(fault).contains("line 16, issued_at.zone: is neither a field"),
                        fault -> assertThat(fault).startsWith("my.mapping, line 17: must be 'key = value'"),
                        fault -> assertThat(fault).endsWith("unmatched: must be skip or dead-letter"),
                        fault -> assertThat(fault).contains("line 19, skip: 'nothing' must be one of line"));
    }

    @Test
    void whatEveryRecordNeedsMustBeNamed() {
        assertThat(faults("", Feed.ISSUANCE))
                .containsExactly(
                        "my.mapping, feed: is missing: access or issuance",
                        "my.mapping, time: is missing: every record of the issuance feed has it",
                        "my.mapping, event: is missing: every record of the issuance feed has it");
        assertThat(faults("feed = issuance\ntime = /t\n", Feed.ACCESS))
                .containsExactly("my.mapping, line 1, feed: this mapping is for the issuance feed, not for the access"
                        + " feed");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "path = /a~2|a '~' in a JSON Pointer is written ~0",
                "path = path|'path' must be a JSON Pointer, which begins with '/'",
                "path = \"x|a constant ends with a quote",
                "path = path me of /a|'path' is followed by 'of' at once",
                "path = cookie of /a|'cookie' needs more before 'of'",
                "path = match (x of /a|the regular expression is wrong",
                "path =|names no place",
                "json = a|must be one capture of 'line'",
                "path.format = yyyy|'path' is no time",
                "path.wish = x|is neither a field",
                "kinds = access|says which tokens an issuance feed carries",
                "event = /e|is no field of the access feed",
                "status = \"ok\"|a status is a number",
                "signature_valid = \"yes\"|must be true or false",
                "skip = /a matches (|the regular expression is wrong",
                "skip = /a is b and c|'c' must be a JSON Pointer",
                "skip = /a and no /b and /c matches (|the regular expression is wrong",
                "path = /a where b|'b' must be a JSON Pointer",
                "path = /a where /b matches (|the regular expression is wrong",
                "signature_valid = \"yes\" where /a|must be true or false",
                "path.after = time|'path' is no time that can lie",
                "time.after = issued_at|'time' is no time that can lie",
                "path = pair of /a|'pair' needs more before 'of'",
                "path = guid x of /a|'guid' is followed by 'of' at once"
            })
    void tellsWhatIsWrong(String line, String rule) {
        String path = line.startsWith("path.") ? "path = /p\n" : "";
        assertThat(faults("feed = access\ntime = /t\n" + path + line + "\n", Feed.ACCESS))
                .singleElement()
                .asString()
                .contains(rule);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "expires_at|must be time or issued_at",
                "status|must be time or issued_at",
                "issued_at|'issued_at' is not mapped"
            })
    void aLifeBeginsAtATimeThatIsMapped(String base, String rule) {
        assertThat(faults("feed = access\ntime = /t\nexpires_at = /life\nexpires_at.after = " + base, Feed.ACCESS))
                .singleElement()
                .asString()
                .contains("line 4, expires_at.after: " + rule);
    }

    @Test
    void aBackslashIsABackslashAndAQuotedGroupIsNone() {
        assertThat(faults("feed = access\nline = (?<t>\\d+) \\Q(?<no>\\E\ntime = t\n", Feed.ACCESS))
                .isEmpty();
        assertThat(faults("feed = access\nline = (?<t>\\d+) \\Q(?<no>\\E\ntime = no\n", Feed.ACCESS))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"combinde", "nginx2", "./none.mapping", "\0", "src"})
    void aFormatThatIsNotThereIsToldByName(String name) {
        assertThatThrownBy(() -> MappedFormat.named(name, Feed.ACCESS))
                .isInstanceOf(WrongMapping.class)
                .hasMessageContaining("There is no format '" + name + "'")
                .hasMessageContaining("native, combined")
                .hasMessageNotContaining("okta");
    }

    @Test
    void everyShippedMappingIsRight() {
        MappingFile.SHIPPED.forEach((feed, names) -> names.forEach(name -> {
            FeedFormat format = MappedFormat.named(name, feed);
            assertThat(format.name()).isEqualTo(name);
            assertThat(format.sha256()).hasSize(64);
        }));
    }
}
