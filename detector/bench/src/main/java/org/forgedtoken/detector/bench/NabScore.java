package org.forgedtoken.detector.bench;

import org.forgedtoken.detector.bench.NabSeries.Window;

/**
 * The benchmark's scoring function, written from its published description. A window earns its earliest detection's
 * value, by a sigmoid that is 1 at the window's left edge and 0 at its right; a window without one costs. Each
 * detection outside costs by the same sigmoid, the more the further it lies behind the window before it.
 *
 * @param raw the sum over one series, not normalized
 * @param found windows with a detection
 * @param missed windows without
 * @param falseAlarms detections outside any window
 */
record NabScore(double raw, int found, int missed, int falseAlarms) {
    private static final double STEEPNESS = 5;
    private static final double FAR = 3;

    static final NabScore NOTHING = new NabScore(0, 0, 0, 0);

    /** @param detected for each value of the series, whether the detector spoke there */
    static NabScore of(NabSeries series, boolean[] detected, NabProfile profile) {
        NabScore sum = NOTHING;
        int from = series.probation();
        Window before = null;
        int next = series.probation();
        for (Window window : series.windows()) {
            sum = sum.plus(outside(detected, Math.max(from, next), window.first(), before, profile))
                    .plus(inside(detected, from, window, profile));
            before = window;
            next = window.last() + 1;
        }
        return sum.plus(outside(detected, Math.max(from, next), detected.length, before, profile));
    }

    private static NabScore inside(boolean[] detected, int from, Window window, NabProfile profile) {
        for (int i = Math.max(from, window.first()); i <= window.last(); i++) {
            if (detected[i]) {
                double place = -(double) (window.last() - i + 1) / window.width();
                return new NabScore(profile.truePositive() * sigmoid(place) / sigmoid(-1), 1, 0, 0);
            }
        }
        return new NabScore(-profile.falseNegative(), 0, 1, 0);
    }

    private static NabScore outside(boolean[] detected, int from, int to, Window before, NabProfile profile) {
        double cost = 0;
        int count = 0;
        for (int i = from; i < to; i++) {
            if (detected[i]) {
                double place = before == null ? FAR + 1 : (double) (i - before.last()) / (before.width() - 1);
                cost += profile.falsePositive() * sigmoid(place);
                count++;
            }
        }
        return new NabScore(cost, 0, 0, count);
    }

    private static double sigmoid(double place) {
        return place > FAR ? -1 : 2 / (1 + Math.exp(STEEPNESS * place)) - 1;
    }

    NabScore plus(NabScore other) {
        return new NabScore(
                raw + other.raw, found + other.found, missed + other.missed, falseAlarms + other.falseAlarms);
    }

    /** The corpus' score: 0 for a detector that never speaks, 100 for a perfect one. */
    double normalized(NabProfile profile) {
        int windows = found + missed;
        double silent = -profile.falseNegative() * windows;
        double perfect = profile.truePositive() * windows;
        return 100 * (raw - silent) / (perfect - silent);
    }
}
