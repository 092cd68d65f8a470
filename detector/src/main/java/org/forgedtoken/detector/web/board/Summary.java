package org.forgedtoken.detector.web.board;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.forgedtoken.detector.ocsf.JsonObject;
import org.forgedtoken.detector.web.board.AlertFilter.Facet;

/** What some alerts come to: how many they are, how they came over time, and what they name how often. */
final class Summary {
    /** Of each facet, the names that most of the alerts have. */
    private static final int MOST_NAMES = 100;

    private Summary() {}

    /** Counts of the alerts that share something. */
    private static final class Share {
        private long alerts;
        private long open;
        private long first = Long.MAX_VALUE;
        private long last = Long.MIN_VALUE;

        void add(Held alert) {
            alerts++;
            open += alert.isUnderWay() ? 1 : 0;
            first = Math.min(first, alert.first());
            last = Math.max(last, alert.last());
        }

        JsonObject json() {
            JsonObject json = new JsonObject().put("alerts", alerts).put("open", open);
            return alerts == 0 ? json : json.put("first", first).put("last", last);
        }
    }

    static JsonObject of(List<Held> alerts) {
        Share all = new Share();
        alerts.forEach(all::add);
        JsonObject json = all.json().put("series", Series.of(alerts).json());
        for (Facet facet : Facet.values()) {
            json.put(facet.label(), names(facet, alerts));
        }
        return json;
    }

    private static JsonObject names(Facet facet, List<Held> alerts) {
        Map<String, Share> shares = new HashMap<>();
        for (Held alert : alerts) {
            if (!facet.of(alert).isEmpty()) {
                shares.computeIfAbsent(facet.of(alert), name -> new Share()).add(alert);
            }
        }
        List<JsonObject> most = new TreeMap<>(shares)
                .entrySet().stream()
                        .sorted(Comparator.comparingLong(entry -> -entry.getValue().alerts))
                        .limit(MOST_NAMES)
                        .map(entry -> entry.getValue().json().text("name", entry.getKey()))
                        .toList();
        return new JsonObject().put("different", shares.size()).put("most", most);
    }
}
