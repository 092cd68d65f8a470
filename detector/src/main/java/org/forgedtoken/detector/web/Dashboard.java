package org.forgedtoken.detector.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.forgedtoken.detector.web.board.Board;

/**
 * The dashboard: its pages, and the API behind them. Its files are all read at the start, so that nothing that a request says
 * ever names a file. {@code index.html} is {@code /}, {@code /alert}, {@code /incident} and what lies below {@code /account},
 * {@code /source} and {@code /key}: it finds out what to show from its address; {@code sign-in.html} is what a browser sees that has no session; each other one is {@code /assets/NAME}, for
 * anyone, since it holds no data.
 */
public final class Dashboard {
    private static final String FOLDER = "/dashboard/";

    private static final List<String> FILES =
            List.of(("index.html sign-in.html favicon.svg style.css parts.css actions.js alert.js alerts.js api.js"
                            + " coverage.js dashboard.js dom.js filters.js finding.js incident.js incidents.js keys.js live.js"
                            + " main.js manual.js plots.js rows.js rules.md runbook.md sign-in.js subject.js time.js traffic.js"
                            + " words.js")
                    .split(" ", -1));

    private static final String INDEX = "index.html";
    private static final String SIGN_IN = "sign-in.html";
    private static final List<String> SHOWS_INDEX = List.of("/", "/alert", "/incident");
    private static final List<String> SHOWS_INDEX_BELOW = List.of("/account", "/source", "/key");
    private static final String UPLOT = "/META-INF/resources/webjars/uplot/1.6.30/dist/";
    private static final List<String> UPLOT_FILES = List.of("uPlot.iife.min.js", "uPlot.min.css");

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "md", "text/plain; charset=utf-8",
            "svg", "image/svg+xml");

    private final Map<String, byte[]> files = new TreeMap<>();

    /** Reads them all. */
    private Dashboard() {
        for (String name : FILES) {
            files.put(name, read(FOLDER + name));
        }
        for (String name : UPLOT_FILES) {
            files.put(name, read(UPLOT + name));
        }
    }

    /**
     * All its pages.
     *
     * @param web where a browser without a session is to be sent to sign in
     */
    public static List<Page> pages(
            WebServer web, Board board, AlertStreams streams, CoveragePage.Source coverage, ActionsPage.Topic actions) {
        InstantSource clock = InstantSource.system();
        Dashboard dashboard = new Dashboard();
        dashboard.refuseAt(web);
        List<Page> pages = dashboard.filePages();
        pages.addAll(AlertsPage.of(board));
        pages.add(IncidentsPage.of(board));
        pages.add(CoveragePage.of(coverage, clock));
        pages.add(ActionsPage.of(board, actions, clock));
        pages.add(streams.page());
        return pages;
    }

    private static byte[] read(String name) {
        try (InputStream file = Dashboard.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException("The dashboard is not whole: it lacks " + name);
            }
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Page> filePages() {
        List<Page> pages = new ArrayList<>();
        files.forEach((name, content) -> {
            String type = type(name);
            if (name.equals(INDEX)) {
                Page.Handler index = request -> Answer.of(200, type, content);
                SHOWS_INDEX.forEach(path -> pages.add(Page.guarded(path, index)));
                SHOWS_INDEX_BELOW.forEach(path -> pages.add(Page.guardedBelow(path, index)));
            } else if (!name.equals(SIGN_IN)) {
                pages.add(Page.open("/assets/" + name, request -> Answer.of(200, type, content)));
            }
        });
        return pages;
    }

    /** Lets a browser that shows no token sign in, and says the same to others in a line. */
    private void refuseAt(WebServer web) {
        byte[] content = Objects.requireNonNull(files.get(SIGN_IN));
        web.refuseWith(request -> {
            String accepted = request.header("Accept");
            return accepted != null && accepted.contains("text/html")
                    ? Answer.of(401, type(SIGN_IN), content)
                    : PageHandler.refused();
        });
    }

    private static String type(String name) {
        return TYPES.getOrDefault(extension(name), "");
    }

    private static String extension(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }
}
