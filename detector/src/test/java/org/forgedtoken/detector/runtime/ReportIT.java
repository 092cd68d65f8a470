package org.forgedtoken.detector.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.forgedtoken.detector.cli.DetectorCommand;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The incident report of a day with an attack in it, in a real browser: on a desk, on a telephone, on paper. */
@Tag("system")
class ReportIT {
    /** Labels of one picture that lie on each other: empty where all is well. */
    private static final String OVERLAPPING = """
            (() => {
              const on = [];
              for (const picture of document.querySelectorAll('figure > svg')) {
                const texts = [...picture.querySelectorAll('text')].map(text => {
                  const own = text.getBoundingClientRect();
                  const frame = text.ownerSVGElement.getBoundingClientRect();
                  return { text: text.textContent, left: Math.max(own.left, frame.left), right: Math.min(own.right, frame.right),
                    top: own.top, bottom: own.bottom };
                });
                texts.forEach((one, i) => texts.slice(i + 1).forEach(other => {
                  if (one.left < other.right && other.left < one.right
                      && one.top + 3 < other.bottom && other.top + 3 < one.bottom) {
                    on.push(picture.getAttribute('aria-label') + ': ' + one.text + ' / ' + other.text);
                  }
                }));
              }
              return on.join('; ');
            })()""";

    private static Chromium browser;
    private static Path report;

    @BeforeAll
    static void start(@TempDir Path folder) {
        Path sample = folder.resolve("sample");
        Path out = folder.resolve("out");
        run("generate", "--scenario", "attack", "--duration", "2h", "--seed", "3", "--out", sample.toString());
        run(
                "replay",
                "--access",
                sample.resolve("access.jsonl").toString(),
                "--issuance",
                sample.resolve("issuance.jsonl").toString(),
                "--keys",
                sample.resolve("keys.jsonl").toString(),
                "--accounts",
                sample.resolve("accounts.jsonl").toString(),
                "--aware-at",
                "2026-03-03T00:00:00Z",
                "--out",
                out.toString());
        report = out.resolve("report.html");
        browser = Chromium.start();
    }

    @AfterAll
    static void stop() {
        browser.close();
    }

    private static void run(String... arguments) {
        StringWriter err = new StringWriter();
        assertThat(DetectorCommand.commandLine()
                        .setOut(new PrintWriter(new StringWriter()))
                        .setErr(new PrintWriter(err, true))
                        .execute(arguments))
                .as(err.toString())
                .isZero();
    }

    @Test
    void itReadsWellOnADeskAndOnATelephone() {
        for (int width : new int[] {Chromium.DESK, Chromium.PHONE}) {
            browser.look(width, false);
            browser.open(report.toUri().toString());
            browser.await("the page", "document.readyState === 'complete'");
            assertThat(browser.text()).contains("What happened", "forged tokens were used", "GDPR-33");
            assertThat(browser.number("document.querySelectorAll('figure > svg').length"))
                    .isEqualTo(7);
            assertThat(browser.number("document.documentElement.scrollWidth")).isLessThanOrEqualTo(width);
            assertThat(browser.run("return " + OVERLAPPING)).isEqualTo("");
            assertThat(browser.number("document.scripts.length")).isZero();
        }
        assertThat(browser.complaints()).isEmpty();
        browser.photograph("report");
    }

    @Test
    void itPrints() {
        browser.look(Chromium.DESK, false);
        browser.open(report.toUri().toString());
        Map<String, Object> printed = browser.driver().executeCdpCommand("Page.printToPDF", Map.of());
        byte[] pdf = Base64.getDecoder().decode(String.valueOf(printed.get("data")));
        assertThat(new String(pdf, 0, 5, StandardCharsets.US_ASCII)).isEqualTo("%PDF-");
        assertThat(pdf).hasSizeGreaterThan(20_000);
    }
}
