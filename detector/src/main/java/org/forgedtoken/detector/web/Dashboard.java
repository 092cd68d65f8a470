package org.forgedtoken.detector.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.forgedtoken.detector.web.board.Board;

/**
 * The dashboard: its pages, and the API behind them. Its files are all read at the start, so that nothing that a request says
 * ever names a file. {@code index.html} is {@code /}, {@code /alert}, {@code /incident} and what lies below {@code /account},
 * {@code /source} and {@code /key}: it finds out what to show from its address; {@code sign-in.html} is what a browser sees that has no session; each other one is {@code /assets/NAME}, for
 * anyone, since it holds no data.
 */
public final class Dashboard {
    private static final String FOLDER = "/dashboard/";

    private static final String FILES =
            "favicon.svg style.css parts.css actions.js alert.js alerts.js api.js coverage.js dashboard.js dom.js"
                    + " filters.js finding.js incident.js incidents.js keys.js live.js main.js manual.js plots.js rows.js"
                    + " rules.md runbook.md sign-in.js subject.js time.js traffic.js words.js";

    private static final String UPLOT = "/META-INF/resources/webjars/uplot/1.6.30/dist/";

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "md", "text/plain; charset=utf-8",
            "svg", "image/svg+xml");

    private Dashboard() {}

    /**
     * All its pages.
     *
     * @param web where a browser without a session is to be sent to sign in; others are told so in a line
     */
    public static List<Page> pages(
            WebServer web,
            Board board,
            AlertStreams streams,
            Supplier<CoveragePage.Known> coverage,
            ActionsPage.Topic actions) {
        InstantSource clock = InstantSource.system();
        Answer signIn = file(401, FOLDER + "sign-in.html");
        web.refuseWith(request ->
                String.valueOf(request.header("Accept")).contains("text/html") ? signIn : PageHandler.refused());
        Answer index = file(200, FOLDER + "index.html");
        List<Page> pages = new ArrayList<>(FindingsPages.of(board));
        pages.add(CoveragePage.of(coverage, clock));
        pages.add(ActionsPage.of(board, actions, clock));
        pages.add(streams.page());
        List.of("/", "/alert", "/incident").forEach(path -> pages.add(Page.guarded(path, request -> index)));
        List.of("/account", "/source", "/key").forEach(path -> pages.add(Page.guardedBelow(path, request -> index)));
        for (String name : FILES.split(" ", -1)) {
            pages.add(asset(FOLDER, name));
        }
        pages.add(asset(UPLOT, "uPlot.iife.min.js"));
        pages.add(asset(UPLOT, "uPlot.min.css"));
        return pages;
    }

    private static Page asset(String folder, String name) {
        Answer answer = file(200, folder + name);
        return Page.open("/assets/" + name, request -> answer);
    }

    private static Answer file(int status, String path) {
        try (InputStream file = Objects.requireNonNull(Dashboard.class.getResourceAsStream(path), path)) {
            String type = TYPES.getOrDefault(path.substring(path.lastIndexOf('.') + 1), "");
            return Answer.of(status, type, file.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
