package org.forgedtoken.detector.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.forgedtoken.detector.Naughty;
import org.forgedtoken.detector.alert.VisibleText;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever an attacker writes into the log comes out as text, in every file of a replay. */
class HostileTest {
    private static final Instant BEGIN = Instant.parse("2026-03-02T10:00:00Z");

    @TempDir
    Path folder;

    private Replayed replayed;

    @BeforeEach
    void replay() throws IOException {
        Path access = folder.resolve("access.jsonl");
        Path issuance = folder.resolve("issuance.jsonl");
        List<String> accesses = new ArrayList<>();
        for (int i = 0; i < Naughty.ALL.size(); i++) {
            String text = json(Naughty.ALL.get(i));
            accesses.add(
                    "{\"time\":\"" + BEGIN.plusSeconds(600 + i) + "\",\"status\":200,\"signature_valid\":true,\"path\":"
                            + text + ",\"user_agent\":" + text + ",\"source_ip\":" + text + ",\"method\":" + text
                            + ",\"request_id\":"
                            + text + ",\"token\":\"" + token(text, i) + "\"}");
        }
        Files.write(access, accesses);
        Files.writeString(
                issuance,
                "{\"event\":\"heartbeat\",\"issuer\":\"idp\",\"since\":\"" + BEGIN + "\",\"time\":\""
                        + BEGIN.plusSeconds(7200) + "\"}\n");
        replayed = Replayed.of(access, issuance, folder.resolve("out"));
    }

    private static String token(String text, int number) {
        return encode("{\"alg\":\"RS256\",\"kid\":" + text + "}")
                + '.'
                + encode("{\"iss\":\"idp\",\"jti\":\"n" + number + "\",\"sub\":" + text + ",\"client_id\":" + text
                        + ",\"iat\":" + BEGIN.plusSeconds(500).getEpochSecond() + "}")
                + '.'
                + encode("a signature that nobody made");
    }

    private static String encode(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String json(String text) {
        return text.chars()
                .mapToObj(unit -> unit >= 0x20 && unit < 0x7f && unit != '"' && unit != '\\'
                        ? Character.toString(unit)
                        : String.format("\\u%04x", unit))
                .collect(Collectors.joining("", "\"", "\""));
    }

    @Test
    void eachOneIsFoundAndNoneHidesAnother() throws IOException {
        Set<String> found = new TreeSet<>();
        for (JsonNode alert : replayed.lines("alerts.jsonl")) {
            JsonNode data = alert.at("/evidences/0/data");
            if (alert.at("/finding_info/analytic/uid").textValue().equals("token-never-issued")) {
                found.add(data.get("token_id").textValue());
            }
        }
        Set<String> planted = new TreeSet<>();
        for (int i = 0; i < Naughty.ALL.size(); i++) {
            if (isText(Naughty.ALL.get(i))) {
                planted.add("n" + i);
            }
        }
        assertThat(found).isEqualTo(planted);
        // half a character is no text: whoever reads it otherwise than its neighbour can be fooled
        assertThat(replayed.lines("dead-letters.jsonl"))
                .hasSize(2)
                .allSatisfy(letter -> assertThat(letter.toString()).contains("\"reason\":\"token-unreadable\""));
    }

    private static boolean isText(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    @Test
    void noFileHoldsWhatCannotBeSeen() throws IOException {
        try (Stream<Path> files = Files.list(replayed.out)) {
            for (Path file : files.toList()) {
                String text = StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                        .toString();
                assertThat(text.replaceAll(file.endsWith("accounts.csv") ? "[\\t\\r\\n]" : "\n", "")
                                .codePoints()
                                .filter(HostileTest::isHidden)
                                .mapToObj(Integer::toHexString))
                        .as(file.getFileName().toString())
                        .isEmpty();
            }
        }
    }

    private static boolean isHidden(int character) {
        return Set.of(
                        Character.CONTROL,
                        Character.FORMAT,
                        Character.SURROGATE,
                        Character.LINE_SEPARATOR,
                        Character.PARAGRAPH_SEPARATOR)
                .contains((byte) Character.getType(character));
    }

    @Test
    void aSpreadsheetReadsEveryAccountAsText() throws IOException {
        List<List<String>> rows = rows(Files.readString(replayed.out.resolve("accounts.csv")));
        Set<String> accounts = new TreeSet<>();
        for (List<String> cells : rows.subList(1, rows.size())) {
            assertThat(cells)
                    .hasSize(13)
                    .allSatisfy(cell -> assertThat(cell)
                            .doesNotStartWith("=")
                            .doesNotStartWith("+")
                            .doesNotStartWith("-")
                            .doesNotStartWith("@"));
            accounts.add(cells.get(2));
        }
        assertThat(accounts)
                .contains("'=cmd|'/c calc'!A0", "'@SUM(1+1)*cmd", "a\"\",\"b\",=1+1", "'-2+3", "'\t=1+1", "'\r=1+1");
        assertThat(accounts)
                .containsAll(Naughty.ALL.stream()
                        .filter(text -> isText(text)
                                && text.getBytes(StandardCharsets.UTF_8).length <= 512
                                && text.charAt(0) >= 'A')
                        .map(VisibleText::inField)
                        .collect(Collectors.toSet()));
    }

    /** RFC 4180: every cell is quoted but in the first line; a quotation mark in it is there twice, and a line may end in it. */
    private static List<List<String>> rows(String csv) {
        List<List<String>> rows = new ArrayList<>();
        int at = csv.indexOf('\n') + 1;
        rows.add(List.of(csv.substring(0, at).strip().split(",")));
        List<String> cells = new ArrayList<>();
        while (at < csv.length()) {
            assertThat(csv.charAt(at)).isEqualTo('"');
            StringBuilder cell = new StringBuilder();
            at++;
            while (csv.charAt(at) != '"' || csv.charAt(at + 1) == '"') {
                at += csv.charAt(at) == '"' ? 1 : 0;
                cell.append(csv.charAt(at++));
            }
            cells.add(cell.toString());
            at++;
            assertThat(csv.charAt(at)).isIn(',', '\n');
            if (csv.charAt(at) == '\n') {
                rows.add(cells);
                cells = new ArrayList<>();
            }
            at++;
        }
        return rows;
    }
}
