package org.forgedtoken.detector.step;

import java.util.Arrays;
import java.util.List;
import org.forgedtoken.detector.rule.source.SourceActivity;
import org.forgedtoken.detector.rule.source.UnknownAccounts;
import org.forgedtoken.detector.rule.source.Walk;
import org.jspecify.annotations.Nullable;

/** One source as it is held: what it did, and which alerts tell of it. Mutable. */
final class SeenSource {
    final String name;
    final SourceActivity activity;
    final UnknownAccounts unknown;

    @Nullable
    String incident;

    @Nullable
    Episode fanOut;

    @Nullable
    Episode enumeration;

    @Nullable
    Episode unknownTold;

    /** The accounts that it was last counted with. */
    int accounts;

    SeenSource(String name) {
        this.name = name;
        this.activity = new SourceActivity();
        this.unknown = new UnknownAccounts();
    }

    SeenSource(String name, SourceSnapshot left) {
        this.name = name;
        this.activity = new SourceActivity(
                left.kept(), left.uses(), walk(left.refuted()), walk(left.uncovered()), left.apart());
        this.unknown = new UnknownAccounts(left.depth(), left.unknown());
        this.incident = left.incident();
        this.fanOut = left.fanOut();
        this.enumeration = left.enumeration();
        this.unknownTold = left.unknownTold();
    }

    SourceSnapshot snapshot() {
        return new SourceSnapshot(
                activity.kept(),
                activity.uses(),
                list(activity.refuted()),
                list(activity.uncovered()),
                activity.isApart(),
                unknown.depth(),
                unknown.lastUse(),
                incident,
                fanOut,
                enumeration,
                unknownTold);
    }

    /** Whether an alert tells of it: then it must not be forgotten. */
    boolean isTold() {
        return fanOut != null || enumeration != null || unknownTold != null;
    }

    private static Walk walk(List<Long> numbers) {
        return new Walk(numbers.stream().mapToLong(Long::longValue).toArray());
    }

    private static List<Long> list(Walk walk) {
        return Arrays.stream(walk.numbers()).boxed().toList();
    }
}
