package org.forgedtoken.detector.replay;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.stream.Collectors;
import org.forgedtoken.detector.alert.VisibleText;
import org.forgedtoken.detector.group.IncidentAccount;

/**
 * {@code accounts.csv} (RFC 4180): one line for each incident and account, to tell the people concerned. Every field is
 * quoted; one that a spreadsheet would take for a formula gets an apostrophe in front, and what would not be seen, or would
 * command a terminal, is written out.
 */
final class AccountsFile {
    static final String COLUMNS = "incident_uid,issuer,account_id,known,verdict,proof,first_use,last_use,accesses,"
            + "tokens,keys,sources,endpoints";

    private static final String FORMULA = "=+-@\t\r";

    private final OutputFile file;

    AccountsFile(OutputFile file) {
        this.file = file;
        line(COLUMNS);
    }

    void write(IncidentAccount account) {
        Boolean known = account.known();
        line(String.join(
                ",",
                quoted(account.incident()),
                quoted(account.issuer()),
                quoted(account.account()),
                quoted(known == null ? "" : known ? "yes" : "no"),
                quoted(account.verdicts().stream().map(Enum::name).collect(Collectors.joining(" "))),
                quoted(account.verified() ? "verified" : "unverified"),
                quoted(Instant.ofEpochMilli(account.first()).toString()),
                quoted(Instant.ofEpochMilli(account.last()).toString()),
                number(account.accesses()),
                number(account.tokens()),
                number(account.keys()),
                number(account.sources()),
                number(account.endpoints())));
    }

    private static String number(long number) {
        return quoted(Long.toString(number));
    }

    static String quoted(String field) {
        boolean formula = !field.isEmpty() && FORMULA.indexOf(field.charAt(0)) >= 0;
        return '"' + (formula ? "'" : "") + VisibleText.inField(field).replace("\"", "\"\"") + '"';
    }

    private void line(String line) {
        file.writeLine(line.getBytes(StandardCharsets.UTF_8));
    }
}
