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

    private final OutputFile file;

    AccountsFile(OutputFile file) {
        this.file = file;
        line(COLUMNS);
    }

    void write(IncidentAccount account) {
        Boolean known = account.known();
        line(String.join(
                ",",
                VisibleText.inCsv(account.incident()),
                VisibleText.inCsv(account.issuer()),
                VisibleText.inCsv(account.account()),
                VisibleText.inCsv(known == null ? "" : known ? "yes" : "no"),
                VisibleText.inCsv(account.verdicts().stream().map(Enum::name).collect(Collectors.joining(" "))),
                VisibleText.inCsv(account.verified() ? "verified" : "unverified"),
                VisibleText.inCsv(Instant.ofEpochMilli(account.first()).toString()),
                VisibleText.inCsv(Instant.ofEpochMilli(account.last()).toString()),
                number(account.accesses()),
                number(account.tokens()),
                number(account.keys()),
                number(account.sources()),
                number(account.endpoints())));
    }

    private static String number(long number) {
        return VisibleText.inCsv(Long.toString(number));
    }

    private void line(String line) {
        file.writeLine(line.getBytes(StandardCharsets.UTF_8));
    }
}
