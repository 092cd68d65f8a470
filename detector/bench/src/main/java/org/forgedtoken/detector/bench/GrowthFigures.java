package org.forgedtoken.detector.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * How a detector and what it is measured by grow with the live tokens.
 *
 * @param sizes live tokens, from the least to the most
 * @param rates thousand records a second, of each {@link #name}
 * @param residentMb the most memory of each name's process
 */
record GrowthFigures(List<Integer> sizes, Map<String, Spread> rates, Map<String, Double> residentMb) {
    static final Competitor DETECTOR = Competitor.DETECTOR_KEYED;
    static final Competitor BESIDE = Competitor.STREAMS_NOOP;

    /** What the figures of a competitor at one size are called. */
    static String name(Competitor who, int tokens) {
        return who.label() + " at " + tokens;
    }

    /** At each size against who only reads the same feed; then the detector with the most tokens against the least. */
    List<Ratio> ratios() {
        List<Ratio> ratios = new ArrayList<>();
        for (int size : sizes) {
            ratios.add(new Ratio(DETECTOR.label(), name(BESIDE, size), median(DETECTOR, size) / median(BESIDE, size)));
        }
        int least = sizes.get(0);
        int most = sizes.get(sizes.size() - 1);
        if (most > least) {
            ratios.add(new Ratio(
                    name(DETECTOR, most), Integer.toString(least), median(DETECTOR, most) / median(DETECTOR, least)));
        }
        return ratios;
    }

    private double median(Competitor who, int size) {
        return of(rates, name(who, size)).median();
    }

    /** Two panels; one, where this system does not say what memory a process holds. */
    LinePlot plot(String title) {
        List<LinePlot.Panel> panels = new ArrayList<>();
        panels.add(new LinePlot.Panel(
                Race.UNIT + "; line: median, stroke: least to most", lines(name -> of(rates, name))));
        if (residentMb.values().stream().allMatch(Double::isFinite)) {
            panels.add(new LinePlot.Panel(
                    "resident memory of the process at its most, MB",
                    lines(name -> Spread.of(List.of(of(residentMb, name))))));
        }
        return new LinePlot(title, "live tokens", panels);
    }

    private Map<String, NavigableMap<Integer, Spread>> lines(Function<String, Spread> figure) {
        Map<String, NavigableMap<Integer, Spread>> lines = new LinkedHashMap<>();
        for (Competitor who : List.of(BESIDE, DETECTOR)) {
            NavigableMap<Integer, Spread> line = new TreeMap<>();
            sizes.forEach(size -> line.put(size, figure.apply(name(who, size))));
            lines.put(who.label(), line);
        }
        return lines;
    }

    private static <T> T of(Map<String, T> figures, String name) {
        T figure = figures.get(name);
        if (figure == null) {
            throw new IllegalArgumentException("not measured: " + name);
        }
        return figure;
    }
}
