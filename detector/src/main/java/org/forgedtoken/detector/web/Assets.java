package org.forgedtoken.detector.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The files of the dashboard, all read at the start, so that nothing that a request says ever names a file: those of the
 * class path's folder {@code dashboard}, and uPlot. {@code index.html} is {@code /}, {@code /alert} and {@code /incident},
 * which find out what to show from their address; {@code sign-in.html} is what a browser sees that has no session; each
 * other one is {@code /assets/NAME}, for anyone, since it holds no data.
 */
final class Assets {
    private static final String FOLDER = "/dashboard";
    private static final String INDEX = "index.html";
    private static final String SIGN_IN = "sign-in.html";
    private static final List<String> SHOWS_INDEX = List.of("/", "/alert", "/incident");
    private static final String UPLOT = "/META-INF/resources/webjars/uplot/1.6.30/dist/";
    private static final List<String> UPLOT_FILES = List.of("uPlot.iife.min.js", "uPlot.min.css");

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml",
            "png", "image/png",
            "woff2", "font/woff2",
            "txt", "text/plain; charset=utf-8");

    private final Map<String, byte[]> files = new TreeMap<>();

    private Assets() {}

    /** Reads them all. */
    static Assets read() {
        Assets assets = new Assets();
        try {
            URL folder = Assets.class.getResource(FOLDER);
            if (folder != null) {
                assets.readFolder(folder.toURI());
            }
            for (String name : UPLOT_FILES) {
                try (InputStream file = Assets.class.getResourceAsStream(UPLOT + name)) {
                    if (file == null) {
                        throw new IllegalStateException("uPlot is not on the class path: " + name);
                    }
                    assets.put(name, file.readAllBytes());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the class path has no proper address", e);
        }
        for (String name : List.of(INDEX, SIGN_IN)) {
            if (!assets.files.containsKey(name)) {
                throw new IllegalStateException("The dashboard is not whole: it lacks " + name);
            }
        }
        return assets;
    }

    private void readFolder(URI folder) throws IOException {
        if (folder.getScheme().equals("jar")) {
            try (FileSystem jar = FileSystems.newFileSystem(folder, Map.of())) {
                readFolder(jar.getPath(FOLDER));
            }
        } else {
            readFolder(Path.of(folder));
        }
    }

    private void readFolder(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                put(file.getFileName().toString(), Files.readAllBytes(file));
            }
        }
    }

    private void put(String name, byte[] content) {
        if (!TYPES.containsKey(extension(name))) {
            throw new IllegalStateException("No content type is known for the dashboard's file " + name);
        }
        files.put(name, content);
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
