package org.forgedtoken.detector.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;
import org.forgedtoken.detector.rule.rate.AccountRate;
import org.forgedtoken.detector.rule.rate.LearnedRateRule;
import org.forgedtoken.detector.rule.rate.Population;
import org.forgedtoken.detector.rule.rate.RateSides;

/** {@code bench rates DIR}: the shipped rate model, at the shipped threshold, on labelled series. */
final class RatesBench {
    private final LearnedRateRule rule = new LearnedRateRule();

    void run(Path folder, PrintStream out) throws IOException {
        NabCorpus corpus = NabCorpus.read(folder);
        for (NabSeries series : corpus.series()) {
            NabScore score = NabScore.of(series, detect(series), NabProfile.STANDARD);
            out.printf(
                    Locale.ROOT,
                    "%-60s %6.2f  found %d of %d, false %d%n",
                    series.name(),
                    score.raw(),
                    score.found(),
                    score.found() + score.missed(),
                    score.falseAlarms());
        }
        for (NabProfile profile : corpus.profiles()) {
            NabScore sum = score(corpus, profile);
            out.printf(
                    Locale.ROOT,
                    "%-20s %6.2f  found %d of %d, false %d%n",
                    profile.name(),
                    sum.normalized(profile),
                    sum.found(),
                    sum.found() + sum.missed(),
                    sum.falseAlarms());
        }
    }

    NabScore score(NabCorpus corpus, NabProfile profile) {
        return corpus.series().stream()
                .map(series -> NabScore.of(series, detect(series), profile))
                .reduce(NabScore.NOTHING, NabScore::plus);
    }

    /** Each series is one account of which nothing is known before, in a population of its own. */
    boolean[] detect(NabSeries series) {
        AccountRate account = new AccountRate(RateSides.BOTH);
        Population population = new Population();
        long[] counts = SeriesCounts.of(series.values());
        boolean[] detected = new boolean[counts.length];
        for (int i = 0; i < counts.length; i++) {
            detected[i] = rule.judge(account, population, series.times()[i], counts[i])
                    .isPresent();
        }
        return detected;
    }
}
