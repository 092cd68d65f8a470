package org.forgedtoken.detector.chain;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.Select;
import org.openqa.selenium.support.ui.WebDriverWait;

/** Somebody who has the dashboard open in Chromium, and decides on what is found there. */
final class Analyst {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Path folder;
    private final ChromeDriver browser;
    private final WebDriverWait wait;

    private Analyst(Path folder, ChromeDriver browser) {
        this.folder = folder;
        this.browser = browser;
        this.wait = new WebDriverWait(browser, PATIENCE, Duration.ofMillis(50));
    }

    /** Opens the dashboard of the chain's detector; the browser is closed with the chain. */
    static Analyst at(Chain chain) throws IOException {
        ChromeOptions options = new ChromeOptions();
        options.setBinary("/usr/bin/chromium");
        options.addArguments(
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-background-networking",
                "--user-data-dir=" + Files.createDirectories(chain.folder().resolve("browser")));
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(Path.of("/usr/bin/chromedriver").toFile())
                .withLogFile(chain.folder().resolve("chromedriver.log").toFile())
                .build();
        ChromeDriver browser = new ChromeDriver(service, options);
        chain.atTheEnd(browser::quit);
        browser.manage().window().setSize(new Dimension(1440, 1000));
        URI detector = chain.detector().address();
        browser.get(detector.resolve("/").toString());
        Analyst analyst = new Analyst(chain.folder(), browser);
        analyst.wait.until(ExpectedConditions.textToBe(By.id("connection-words"), "Live, ready"));
        return analyst;
    }

    /** Waits, without a reload, for the alert to appear in the list. */
    void seesAlert(String uid) throws IOException {
        wait.until(ExpectedConditions.visibilityOfElementLocated(linkTo(uid)));
        picture("page-1-alert-appears");
    }

    /** Opens the alert, and resolves it as a false positive. */
    void resolvesAsFalsePositive(String uid) throws IOException {
        browser.findElement(linkTo(uid)).click();
        By resolve = By.xpath("//div[@class='action-buttons']//button[text()='Resolve']");
        wait.until(ExpectedConditions.elementToBeClickable(resolve)).click();
        WebElement by = wait.until(ExpectedConditions.visibilityOfElementLocated(By.id("by")));
        by.sendKeys("kim");
        new Select(browser.findElement(By.id("found"))).selectByValue("false-positive");
        picture("page-2-resolving");
        browser.findElement(By.cssSelector("dialog button[type=submit]")).click();
    }

    /** Waits for the page to say that the detector has taken the decision. */
    void seesResolved() throws IOException {
        wait.until(ExpectedConditions.textToBe(By.cssSelector(".detail-head .chip.status-resolved"), "Resolved"));
        picture("page-3-resolved");
    }

    private static By linkTo(String uid) {
        return By.cssSelector("a[href='/alert?uid=" + uid + "']");
    }

    private void picture(String name) throws IOException {
        Files.write(folder.resolve(name + ".png"), browser.getScreenshotAs(OutputType.BYTES));
    }
}
