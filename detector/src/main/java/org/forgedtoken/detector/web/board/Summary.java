package org.forgedtoken.detector.web.board;

import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.forgedtoken.detector.ocsf.JsonObject;
import org.forgedtoken.detector.web.board.AlertFilter.Facet;

/** What some alerts come to: how many they are, how they came over time, and what they name how often. */
final class Summary {
    /** Of each facet, the names that most of the alerts have. */
    private static final int MOST_NAMES = 100;

    private Summary() {}

    static JsonObject of(List<Held> alerts) {
        JsonObject json = counts(alerts).put("series", Series.of(alerts).json());
        for (Facet facet : Facet.values()) {
            json.put(facet.label(), names(facet, alerts));
        }
        return json;
    }

    private static JsonObject counts(List<Held> alerts) {
        return new JsonObject()
                .put("alerts", alerts.size())
                .put("open", alerts.stream().filter(Held::isUnderWay).count())
                .put(
                        "first",
                        alerts.stream()
                                .map(Held::first)
                                .min(Comparator.naturalOrder())
                                .orElse(null))
                .put(
                        "last",
                        alerts.stream()
                                .map(Held::last)
                                .max(Comparator.naturalOrder())
                                .orElse(null));
    }

    private static JsonObject names(Facet facet, List<Held> alerts) {
        SortedMap<String, List<Held>> byName = alerts.stream()
                .filter(alert -> !facet.of(alert).isEmpty())
                .collect(Collectors.groupingBy(facet::of, TreeMap::new, Collectors.toList()));
        List<JsonObject> most = byName.entrySet().stream()
                .sorted(Comparator.comparingInt(entry -> -entry.getValue().size()))
                .limit(MOST_NAMES)
                .map(entry -> counts(entry.getValue()).text("name", entry.getKey()))
                .toList();
        return new JsonObject().put("different", byName.size()).put("most", most);
    }
}
