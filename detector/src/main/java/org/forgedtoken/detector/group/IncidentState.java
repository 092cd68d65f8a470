package org.forgedtoken.detector.group;

import static org.forgedtoken.detector.step.Memory.Place.IN_MEMORY;
import static org.forgedtoken.detector.step.Memory.Place.OF_A_REPLAY;
import static org.forgedtoken.detector.step.Memory.Place.ON_DISK;

import java.util.SortedMap;
import java.util.TreeMap;
import org.forgedtoken.detector.alert.IncidentKey;
import org.forgedtoken.detector.alert.Involved;
import org.forgedtoken.detector.alert.StatusDetail;
import org.forgedtoken.detector.alert.Triage;
import org.forgedtoken.detector.feed.AnalystAction;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.group.Shares.ShareMemory;
import org.forgedtoken.detector.step.IncidentEvent.LiveTokens;
import org.forgedtoken.detector.step.Memory;
import org.jspecify.annotations.Nullable;

/** All that INCIDENTS remembers. */
public final class IncidentState {
    public static final Memory<IncidentMemory> INCIDENTS = of("incidents", IN_MEMORY, IncidentMemory.class);
    public static final Memory<ShareMemory> INCIDENT_ALERTS = of("incident-alerts", ON_DISK, ShareMemory.class);
    public static final Memory<Long> INCIDENT_ACCUSED = of("incident-accused", ON_DISK, Long.class);
    public static final Memory<Long> INCIDENT_TOKENS = of("incident-tokens", ON_DISK, Long.class);
    public static final Memory<Long> INCIDENT_MEMBERS = of("incident-members", ON_DISK, Long.class);
    public static final Memory<Long> INCIDENT_ACCOUNTS = of("incident-accounts", IN_MEMORY, Long.class);
    public static final Memory<LiveTokens> LIVE_TOKENS = of("live-tokens", IN_MEMORY, LiveTokens.class);
    public static final Memory<AnalystAction> INCIDENT_DECISIONS =
            of("incident-decisions", IN_MEMORY, AnalystAction.class);
    public static final Memory<Block> KEY_BLOCKS = of("incident-key-blocks", IN_MEMORY, Block.class);
    static final Memory<Involved> ROWS = of("rows", OF_A_REPLAY, Involved.class);
    static final Memory<Involved> ACCOUNT_ROWS = of("accounts", OF_A_REPLAY, Involved.class);

    private IncidentState() {}

    private static <V> Memory<V> of(String name, Memory.Place place, Class<V> type) {
        return new Memory<>(name, "INCIDENTS", place, type);
    }

    /**
     * What is remembered of an incident besides its alerts, members and tokens.
     *
     * @param key null while only its uid has been named
     * @param clocks when it was known, and to whom it was reported
     * @param triage what an analyst decided, or null
     * @param fallen why what was taken back last was, or null
     * @param mergedInto uid of the incident that goes on in its place, or null
     * @param told what was last written; null where nothing was
     * @param sketches by member kind, in base 64; none where all is exact
     * @param sum what was counted
     */
    public record IncidentMemory(
            @Nullable IncidentKey key,
            Clocks clocks,
            @Nullable Triage triage,
            @Nullable StatusDetail fallen,
            @Nullable String mergedInto,
            @Nullable Told told,
            SortedMap<String, String> sketches,
            Sum sum) {

        /** Of an incident that nobody has heard of. */
        static final IncidentMemory NEW =
                new IncidentMemory(null, Clocks.NONE, null, null, null, null, new TreeMap<>(), Sum.NONE);

        IncidentMemory about(IncidentKey incident) {
            return new IncidentMemory(incident, clocks, triage, fallen, mergedInto, told, sketches, sum);
        }

        IncidentMemory clocks(Clocks now) {
            return new IncidentMemory(key, now, triage, fallen, mergedInto, told, sketches, sum);
        }

        IncidentMemory decided(@Nullable Triage now) {
            return new IncidentMemory(key, clocks, now, fallen, mergedInto, told, sketches, sum);
        }

        IncidentMemory fallen(StatusDetail reason) {
            return new IncidentMemory(key, clocks, triage, reason, mergedInto, told, sketches, sum);
        }

        IncidentMemory merged(String into) {
            return new IncidentMemory(key, clocks, triage, fallen, into, told, sketches, sum);
        }

        IncidentMemory told(Told last) {
            return new IncidentMemory(key, clocks, triage, fallen, mergedInto, last, sketches, sum);
        }

        IncidentMemory counting(SortedMap<String, String> sketchesNow, Sum sumNow) {
            return new IncidentMemory(key, clocks, triage, fallen, mergedInto, told, sketchesNow, sumNow);
        }

        /**
         * Wall clocks, epoch ms, or {@link Times#UNKNOWN}.
         *
         * @param awareAt when its first verified and accepted use was told
         * @param withdrawnAt when nothing was left of that
         * @param reported regime → when it was reported
         */
        public record Clocks(long awareAt, long withdrawnAt, SortedMap<String, Long> reported) {
            static final Clocks NONE = new Clocks(Times.UNKNOWN, Times.UNKNOWN, new TreeMap<>());

            boolean isRunning() {
                return Times.known(awareAt) && !Times.known(withdrawnAt);
            }

            Clocks reported(String regime, long at) {
                SortedMap<String, Long> more = new TreeMap<>(reported);
                more.put(regime, at);
                return new Clocks(awareAt, withdrawnAt, more);
            }

            Clocks withdrawn(long at) {
                return new Clocks(awareAt, at, reported);
            }
        }

        /**
         * What was last written.
         *
         * @param counts by name
         * @param expected whether all of its alerts were
         * @param at wall clock, epoch ms
         */
        public record Told(
                SortedMap<String, Long> counts,
                boolean verified,
                boolean breached,
                boolean expected,
                boolean closed,
                long at) {}

        /**
         * What was counted.
         *
         * @param endpoints path template → accesses
         * @param atLeast whether some of it may be lost
         */
        public record Sum(long accesses, long first, long last, SortedMap<String, Long> endpoints, boolean atLeast) {
            static final Sum NONE = new Sum(0, Times.UNKNOWN, Times.UNKNOWN, new TreeMap<>(), false);
        }
    }
}
