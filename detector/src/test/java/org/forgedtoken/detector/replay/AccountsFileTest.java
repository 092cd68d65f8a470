package org.forgedtoken.detector.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.forgedtoken.detector.group.IncidentAccount;
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
            ResultFiles.write(account("=cmd|'/c calc'!A0", null), file);
            ResultFiles.write(account("al\"ice, ünï", true), file);
            ResultFiles.write(account("-1", false), file);
            ResultFiles.write(account("x;=cmd|'/c calc'!A0;\"=1+1; -1", null), file);
            ResultFiles.write(account(";@SUM(1)", null), file);
            ResultFiles.write(account("a\u001b[2J\u0000\u202e\tb", null), file);
        }

        assertThat(Files.readAllLines(csv))
                .containsExactly(
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
