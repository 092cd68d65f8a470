package org.forgedtoken.detector.web.board;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.forgedtoken.detector.ocsf.IncidentJson.WrittenIncident;
import org.forgedtoken.detector.ocsf.JsonObject;
import org.forgedtoken.detector.web.board.AlertFilter.Facet;
import org.jspecify.annotations.Nullable;

/**
 * The newest alerts and incidents, each as its last record says. One thread hands over records; any may ask meanwhile.
 *
 * <p>{@code read} = alert records that were handed over; of those that are of different alerts, {@code held} are here and
 * {@code evicted} had to go for newer ones. {@code foreign} counts records that are neither alert nor incident.
 */
public final class Board {
    /** So many alerts are held at most. */
    public static final int MOST_ALERTS = 10_000;

    private static final int MOST_INCIDENTS = 10_000;
    private static final int ALERTS_OF_INCIDENT = 100;
    private static final int MOST_INCIDENTS_TOLD = 20;
    private static final Map<String, Comparator<Held>> ORDERS = Held.orders();

    /** A page of a list ends here, though fewer are on it than were asked for. */
    private static final long LONGEST_PAGE = 8L << 20;

    private static final long MOST_BYTES = 192L << 20;
    private static final int SHARE_OF_HEAP = 6;

    private final Shelf alerts;
    private final Shelf incidents;
    private final AtomicLong read = new AtomicLong();
    private final AtomicLong foreign = new AtomicLong();
    private volatile boolean loading = true;

    /** With the usual bounds: memory too, in a process that has little. */
    public Board() {
        this(
                MOST_ALERTS,
                MOST_INCIDENTS,
                Math.min(MOST_BYTES, Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP));
    }

    Board(int mostAlerts, int mostIncidents, long mostBytes) {
        alerts = new Shelf(mostAlerts, mostBytes / 2);
        incidents = new Shelf(mostIncidents, mostBytes / 2);
    }

    /**
     * One page of a list.
     *
     * @param items JSON objects
     * @param next where the next page begins; null where this is the last one
     * @param matched how many match in all, on this page and on all others
     */
    public record Listing(List<String> items, @Nullable String next, long matched) {
        public Listing {
            items = List.copyOf(items);
        }
    }

    /**
     * An incident with what is held of its alerts.
     *
     * @param alerts the newest 100
     */
    public record Whole(String incident, Series series, List<String> alerts) {
        public Whole {
            alerts = List.copyOf(alerts);
        }
    }

    /** How much is here. */
    public record Counts(long held, long read, long evicted, long foreign, boolean loading) {}

    /** Takes an alert's record; returns whether it is one. */
    public boolean alert(byte @Nullable [] json) {
        boolean isOne = put(alerts, json == null ? null : Held.ofAlert(json));
        read.addAndGet(isOne ? 1 : 0);
        return isOne;
    }

    /** Takes an incident's record; returns whether it is one. */
    public boolean incident(byte[] json) {
        return put(incidents, Held.ofIncident(json));
    }

    private boolean put(Shelf shelf, @Nullable Held entry) {
        if (entry == null) {
            foreign.incrementAndGet();
            return false;
        }
        shelf.put(entry);
        return true;
    }

    /** The incident is no longer in the topic. */
    public void incidentGone(String uid) {
        incidents.remove(uid);
    }

    /** All that was in the topics at the start has been read. */
    public void loaded() {
        loading = false;
    }

    /** Whether this is the uid of an alert or an incident that is held. */
    public boolean knows(String uid) {
        return alerts.get(uid) != null || incidents.get(uid) != null;
    }

    /** How much is here. */
    public Counts counts() {
        return new Counts(alerts.size(), read.get(), alerts.evicted(), foreign.get(), loading);
    }

    /** About how many bytes of memory it takes. */
    long bytes() {
        return alerts.bytes() + incidents.bytes();
    }

    /** The last record of one alert, or null. */
    public @Nullable String alertOf(String uid) {
        Held alert = alerts.get(uid);
        return alert == null ? null : alert.text();
    }

    /**
     * Alerts, the newest first.
     *
     * @param before {@link Listing#next} of the page before; null for the first page
     */
    public Listing alerts(AlertFilter filter, int limit, @Nullable Cursor before) {
        return page(alerts, filter::matches, limit, before);
    }

    /** By what alerts are sorted: names, and the same backwards with a minus in front. */
    public static Set<String> orders() {
        return ORDERS.keySet();
    }

    /** The records of all alerts that match, in one of the {@link #orders}. */
    public List<byte[]> alerts(AlertFilter filter, String order) {
        return sorted(filter, order).map(Held::json).toList();
    }

    /** The first of them: only the newest first are read page by page. */
    public Listing alerts(AlertFilter filter, String order, int limit) {
        Listing first = page(sorted(filter, order).toList(), alert -> true, limit, null);
        return new Listing(first.items(), null, first.matched());
    }

    private Stream<Held> sorted(AlertFilter filter, String order) {
        return matching(filter).sorted(Objects.requireNonNull(ORDERS.get(order)));
    }

    /** What all alerts that match come to, with the gravest of their incidents. */
    public JsonObject summary(AlertFilter filter) {
        List<Held> alike = matching(filter).toList();
        return Summary.of(alike)
                .ready(
                        "incidents",
                        alike.stream()
                                .map(Facet.INCIDENT::of)
                                .distinct()
                                .flatMap(uid -> Stream.ofNullable(incidents.get(uid)))
                                .sorted(Held.ORDER)
                                .limit(MOST_INCIDENTS_TOLD)
                                .map(Held::text)
                                .toList());
    }

    private Stream<Held> matching(AlertFilter filter) {
        return StreamSupport.stream(alerts.spliterator(), false).filter(filter::matches);
    }

    /** Incidents: the open and verified ones first, then the open ones, then the others; of each the newest first. */
    public Listing incidents(boolean openOnly, int limit) {
        return page(incidents, incident -> !openOnly || incident.isOpen(), limit, null);
    }

    private static Listing page(Iterable<Held> shelf, Predicate<Held> asked, int limit, @Nullable Cursor before) {
        List<String> page = new ArrayList<>();
        long length = 0;
        long matched = 0;
        Held last = null;
        boolean more = false;
        for (Held one : shelf) {
            if (!asked.test(one)) {
                continue;
            }
            matched++;
            if (more || (before != null && !before.isBefore(one))) {
                continue;
            }
            if (page.size() >= limit || length > LONGEST_PAGE) {
                more = true;
                continue;
            }
            String text = one.text();
            length += text.length();
            page.add(text);
            last = one;
        }
        return new Listing(page, more && last != null ? Cursor.at(last).text() : null, matched);
    }

    /** Whether the incident is held, and must be reported under this regime. */
    public boolean isClockRunning(String uid, String regime) {
        Held incident = incidents.get(uid);
        WrittenIncident written = incident == null ? null : WrittenIncident.read(incident.json());
        return written != null && written.isClockRunning(regime);
    }

    /** One incident with its alerts, or null. */
    public @Nullable Whole incidentOf(String uid) {
        Held incident = incidents.get(uid);
        if (incident == null) {
            return null;
        }
        List<Held> own = matching(AlertFilter.naming(Facet.INCIDENT, uid)).toList();
        return new Whole(
                incident.text(),
                Series.of(own),
                own.stream().limit(ALERTS_OF_INCIDENT).map(Held::text).toList());
    }

    /**
     * Where a page of alerts has ended: behind the alert that was written then and has this uid. Every instance understands it,
     * also where that alert is gone or has moved.
     */
    public record Cursor(long time, String uid) {

        static Cursor at(Held alert) {
            return new Cursor(alert.time(), alert.uid());
        }

        /** Reads what {@link #text} has written; null where it is something else. */
        public static @Nullable Cursor of(String text) {
            int dash = text.indexOf('-');
            try {
                return dash > 0 ? new Cursor(Long.parseLong(text.substring(0, dash)), text.substring(dash + 1)) : null;
            } catch (NumberFormatException e) {
                return null;
            }
        }

        /** In a form for addresses. */
        public String text() {
            return time + "-" + uid;
        }

        /** Whether the alert comes behind this place. */
        boolean isBefore(Held alert) {
            return alert.time() < time || (alert.time() == time && alert.uid().compareTo(uid) > 0);
        }
    }
}
