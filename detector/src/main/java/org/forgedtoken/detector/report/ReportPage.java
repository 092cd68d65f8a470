package org.forgedtoken.detector.report;

import java.util.List;

/** The whole page: what happened first, and how to check it last. */
final class ReportPage {
    private static final int MOST_FAULTS = 20;

    private ReportPage() {}

    static String of(ReportData data) {
        Markup page = new Markup();
        page.open("html", "lang", "en", "xmlns", "http://www.w3.org/1999/xhtml");
        head(page);
        page.open("body");
        page.open("main");
        page.element("h1", "Incident report: forged tokens");
        faults(page, data.faults());
        Happened.write(page, data);
        Covered.write(page, data);
        Pictures.write(page, data);
        Incidents.write(page, data);
        AlertsByRule.write(page, data.alerts());
        Certainty.write(page, data);
        Reproduced.write(page, data);
        page.closeLine();
        page.closeLine();
        page.closeLine();
        return page.document();
    }

    private static void head(Markup page) {
        page.open("head");
        page.empty("meta", "charset", "utf-8");
        // nothing of what a stranger wrote could load or run anything, even if it were not text
        page.empty(
                "meta",
                "http-equiv",
                "Content-Security-Policy",
                "content",
                "default-src 'none'; style-src 'unsafe-inline'");
        page.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        page.element("title", "Incident report: forged tokens");
        page.style(PageStyle.CSS);
        page.closeLine();
    }

    private static void faults(Markup page, List<String> faults) {
        if (faults.isEmpty()) {
            return;
        }
        page.open("section", "class", "faults", "role", "note");
        page.element("h2", "This report is not whole");
        page.open("ul");
        faults.stream().limit(MOST_FAULTS).forEach(fault -> page.element("li", fault));
        if (faults.size() > MOST_FAULTS) {
            page.element("li", "There are " + Words.number(faults.size() - MOST_FAULTS) + " more of these.");
        }
        page.closeLine();
        page.closeLine();
    }
}
