package org.forgedtoken.detector.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The files of the dashboard, all read at the start, so that nothing that a request says ever names a file: those of the
 * class path's folder {@code dashboard}, and uPlot. {@code index.html} is {@code /}, {@code /alert} and {@code /incident},
 * which find out what to show from their address; {@code sign-in.html} is what a browser sees that has no session; each
 * other one is {@code /assets/NAME}, for anyone, since it holds no data.
 */
final class Assets {
    private static final String FOLDER = "/dashboard/";

    private static final List<String> FILES = List.of(
            ("index.html sign-in.html favicon.svg style.css parts.css actions.js alert.js alerts.js api.js coverage.js"
                + " dashboard.js dom.js filters.js finding.js incident.js incidents.js live.js main.js plots.js"
                + " rows.js sign-in.js time.js traffic.js words.js")
                    .split(" ", -1));

    private static final String INDEX = "index.html";
    private static final String SIGN_IN = "sign-in.html";
    private static final List<String> SHOWS_INDEX = List.of("/", "/alert", "/incident");
    private static final String UPLOT = "/META-INF/resources/webjars/uplot/1.6.30/dist/";
    private static final List<String> UPLOT_FILES = List.of("uPlot.iife.min.js", "uPlot.min.css");

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml");

    private final Map<String, byte[]> files = new TreeMap<>();

    /** Reads them all. */
    Assets() {
        for (String name : FILES) {
            files.put(name, read(FOLDER + name));
        }
        for (String name : UPLOT_FILES) {
            files.put(name, read(UPLOT + name));
        }
    }

    private static byte[] read(String name) {
        try (InputStream file = Assets.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException("The dashboard is not whole: it lacks " + name);
            }
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The pages. */
    List<Page> pages() {
        List<Page> pages = new ArrayList<>();
        files.forEach((name, content) -> {
            String type = type(name);
            if (name.equals(INDEX)) {
                SHOWS_INDEX.forEach(
                        path -> pages.add(Page.guarded(path, exchange -> Answer.send(exchange, 200, type, content))));
            } else if (!name.equals(SIGN_IN)) {
                pages.add(Page.open("/assets/" + name, exchange -> Answer.send(exchange, 200, type, content)));
            }
        });
        return pages;
    }

    /** Lets a browser that shows no token sign in, and says the same to others in a line. */
    void refuseAt(WebServer web) {
        byte[] content = Objects.requireNonNull(files.get(SIGN_IN));
        web.refuseWith(exchange -> {
            String accepted = exchange.getRequestHeaders().getFirst("Accept");
            if (accepted != null && accepted.contains("text/html")) {
                Answer.send(exchange, 401, type(SIGN_IN), content);
            } else {
                WebServer.refuse(exchange);
            }
        });
    }

    private static String type(String name) {
        return TYPES.getOrDefault(extension(name), "");
    }

    private static String extension(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }
}
