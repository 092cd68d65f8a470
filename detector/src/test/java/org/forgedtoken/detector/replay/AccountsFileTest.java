package org.forgedtoken.detector.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.forgedtoken.detector.group.IncidentAccount;
import org.forgedtoken.detector.replay.ResultFiles.Accounts;
import org.forgedtoken.detector.replay.ResultFiles.OutputFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccountsFileTest {
    @TempDir
    Path folder;

    @Test
    void everyFieldIsQuotedAndNoneIsAFormula() throws IOException {
        Path csv = folder.resolve("accounts.csv");
        try (OutputFile file = new OutputFile(csv)) {
            Accounts accounts = new Accounts(file);
            accounts.write(account("=cmd|'/c calc'!A0", null));
            accounts.write(account("al\"ice, ünï", true));
            accounts.write(account("-1", false));
            accounts.write(account("x;=cmd|'/c calc'!A0;\"=1+1; -1", null));
            accounts.write(account(";@SUM(1)", null));
            accounts.write(account("a\u001b[2J\u0000\u202e\tb", null));
        }

        assertThat(Files.readAllLines(csv))
                .containsExactly(
                        "incident_uid,issuer,account_id,known,verdict,proof,first_use,last_use,accesses,tokens,keys,"
                                + "sources,endpoints",
                        line("'=cmd|'/c calc'!A0", ""),
                        line("al\"\"ice, ünï", "yes"),
                        line("'-1", "no"),
                        line("x;'=cmd|'/c calc'!A0;'\"\"=1+1; -1", ""),
                        line("';'@SUM(1)", ""),
                        line("a\\u001B[2J\\u0000\\u202E\tb", ""));
    }

    private static String line(String account, String known) {
        return "\"uid\",\"https://idp\",\"" + account + "\",\"" + known
                + "\",\"NEVER_ISSUED"
                + " ALTERED\",\"verified\",\"1970-01-01T00:00:01Z\",\"1970-01-01T00:00:02Z\",\"5\",\"4\","
                + "\"3\",\"2\",\"1\"";
    }

    private static IncidentAccount account(String name, Boolean known) {
        return new IncidentAccount(
                "uid",
                "https://idp",
                name,
                known,
                2_000,
                List.of(
                        "NEVER_ISSUED ALTERED",
                        "verified",
                        "1970-01-01T00:00:01Z",
                        "1970-01-01T00:00:02Z",
                        "5",
                        "4",
                        "3",
                        "2",
                        "1"));
    }
}
