package org.forgedtoken.detector.rule.rate;

/** What an account's days look like in one measure of its recent use. */
final class RecentHabit extends WindowHabit {
    private final RecentUse recent;

    RecentHabit(RateMeasure measure, RecentUse recent, RateSides sides) {
        super(measure, sides, mean -> recent.noise(measure));
        this.recent = recent;
    }

    @Override
    double advance(long time, double drift) {
        double closed = recent.closed(measure);
        return Double.isNaN(closed) ? 0 : takeClosed(closed, drift);
    }

    @Override
    double add(long time, long more) {
        double value = recent.open(measure);
        if (!Double.isNaN(value)) {
            high.take(value);
        }
        return value;
    }

    @Override
    long count() {
        return recent.count();
    }

    @Override
    double countAt(double value) {
        return recent.countAt(measure, value);
    }

    @Override
    double endBlock(double drift) {
        return 0;
    }
}
