package org.forgedtoken.detector.runtime;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.logging.Level;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.openqa.selenium.Keys;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A real browser without a window, which asks nobody but the server that it is sent to. */
final class Chromium implements AutoCloseable {
    static final int DESK = 1440;
    static final int PHONE = 390;

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration OFTEN = Duration.ofMillis(50);
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    private final ChromeDriver driver;

    private Chromium(ChromeDriver driver) {
        this.driver = driver;
    }

    static Chromium start() {
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        ChromeOptions options = new ChromeOptions()
                .addArguments(
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--no-first-run",
                        "--enable-precise-memory-info",
                        "--hide-scrollbars",
                        "--window-size=" + DESK + ",900");
        options.setBinary(program("chromium").getPath());
        options.setCapability("goog:loggingPrefs", logs);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(program("chromedriver"))
                .build();
        Chromium browser = new Chromium(new ChromeDriver(service, options));
        browser.look(DESK, false);
        return browser;
    }

    private static File program(String name) {
        for (String folder : System.getenv("PATH").split(File.pathSeparator)) {
            File file = new File(folder, name);
            if (file.canExecute()) {
                return file;
            }
        }
        throw new IllegalStateException(name + " is not on the PATH: install chromium and chromium-driver.");
    }

    ChromeDriver driver() {
        return driver;
    }

    void open(String address) {
        driver.get(address);
    }

    /** How wide the window is, and whether its user likes it dark. */
    void look(int width, boolean dark) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of(
                        "width",
                        width,
                        "height",
                        width == PHONE ? 844 : 900,
                        "deviceScaleFactor",
                        1,
                        "mobile",
                        width == PHONE));
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
    }

    Object run(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    boolean is(String expression, Object... arguments) {
        return Boolean.TRUE.equals(run("return Boolean(" + expression + ")", arguments));
    }

    long number(String expression) {
        return ((Number) run("return Math.round(" + expression + ")")).longValue();
    }

    /** Waits until an expression is true of the page. */
    void await(String what, String expression, Object... arguments) {
        awaitFor(PATIENCE, what, expression, arguments);
    }

    void awaitFor(Duration patience, String what, String expression, Object... arguments) {
        try {
            Awaitility.await(what)
                    .atMost(patience)
                    .pollInterval(OFTEN)
                    .ignoreExceptions()
                    .until(() -> is(expression, arguments));
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(what + " is not there: " + expression + ", but\n" + text(), e);
        }
    }

    /** What stands on the page. */
    String text() {
        return (String) run("return document.body.innerText");
    }

    void press(CharSequence... keys) {
        new Actions(driver).sendKeys(keys).perform();
    }

    /** Goes on with the tab key, until what has the focus is of this kind. */
    void tabTo(String selector) {
        for (int i = 0; i < 80; i++) {
            press(Keys.TAB);
            if (is("document.activeElement.matches(arguments[0])", selector)) {
                return;
            }
        }
        throw new AssertionError("The tab key does not come to " + selector);
    }

    /** What the console was told since the last time; a recommendation is not counted. */
    List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(entry -> entry.getMessage())
                .toList();
    }

    /** Writes the whole page down, at both widths, light and dark. */
    void photograph(String name) {
        for (int width : new int[] {DESK, PHONE}) {
            for (boolean dark : new boolean[] {false, true}) {
                look(width, dark);
                settle();
                picture(String.format(Locale.ROOT, "%s-%d-%s.png", name, width, dark ? "dark" : "light"));
            }
        }
        look(DESK, false);
    }

    private void settle() {
        run("window.__settled = false; requestAnimationFrame(() => setTimeout(() => { window.__settled = true; },"
                + " 250))");
        await("the page is drawn anew", "window.__settled");
    }

    private void picture(String name) {
        long height = Math.min(4_000, number("document.documentElement.scrollHeight"));
        Map<String, Object> taken = driver.executeCdpCommand(
                "Page.captureScreenshot",
                Map.of(
                        "format",
                        "png",
                        "captureBeyondViewport",
                        true,
                        "clip",
                        Map.of("x", 0, "y", 0, "width", number("innerWidth"), "height", height, "scale", 1)));
        try {
            Files.createDirectories(SCREENSHOTS);
            Files.write(SCREENSHOTS.resolve(name), Base64.getDecoder().decode(String.valueOf(taken.get("data"))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        driver.quit();
    }
}
