package org.forgedtoken.detector.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.forgedtoken.detector.rule.rate.AccountRate;
import org.forgedtoken.detector.rule.rate.LearnedRateRule;
import org.forgedtoken.detector.rule.rate.Population;
import org.forgedtoken.detector.rule.rate.RateEpisode;
import org.forgedtoken.detector.rule.rate.RateFinding;
import org.forgedtoken.detector.rule.rate.RateSides;

/** {@code bench account-days DIR}: the shipped rule on access logs without an attack: every alert is a false one. */
final class AccountDays {
    private static final Pattern LINE = Pattern.compile("\\S+ \\S+ (\\S+) \\[([^\\]]+)\\] .*");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH);
    private static final long QUIET = 24 * 3_600_000L;

    private final LearnedRateRule rule = new LearnedRateRule();

    private record Access(String account, long time) {}

    /** All files together are one deployment; gives the number of alerts, one an episode. */
    int run(Path folder, PrintStream out) throws IOException {
        List<Access> accesses = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(one -> one.toString().endsWith(".gz")).toList()) {
                accesses.addAll(read(file));
            }
        }
        accesses.sort(Comparator.comparingLong(Access::time).thenComparing(Access::account));
        int alerts = 0;
        Map<String, AccountRate> accounts = new HashMap<>();
        Map<String, RateEpisode> episodes = new HashMap<>();
        Population population = new Population();
        for (Access access : accesses) {
            AccountRate account =
                    accounts.computeIfAbsent(access.account(), name -> new AccountRate(RateSides.INCREASES));
            Optional<RateFinding> found = rule.judge(account, population, access.time(), 1);
            if (found.isEmpty()) {
                continue;
            }
            RateFinding finding = found.get();
            RateEpisode open = episodes.get(access.account());
            boolean isNew = open == null || !open.holds(finding.time(), QUIET);
            if (isNew) {
                alerts++;
                out.println(access.account() + " " + finding);
            }
            episodes.put(access.account(), isNew ? RateEpisode.open(finding) : open.with(finding));
        }
        out.printf("%d accounts, %d accesses, %d alerts%n", accounts.size(), accesses.size(), alerts);
        return alerts;
    }

    private static List<Access> read(Path file) throws IOException {
        List<Access> accesses = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.ISO_8859_1))) {
            for (String line : (Iterable<String>) lines.lines()::iterator) {
                Matcher parts = LINE.matcher(line);
                if (parts.matches() && !parts.group(1).equals("-")) {
                    long time = ZonedDateTime.parse(parts.group(2), TIME)
                            .toInstant()
                            .toEpochMilli();
                    accesses.add(new Access(parts.group(1), time));
                }
            }
        }
        return accesses;
    }
}
