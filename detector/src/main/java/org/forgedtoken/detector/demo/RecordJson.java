package org.forgedtoken.detector.demo;

import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.forgedtoken.detector.ocsf.JsonObject;
import org.jspecify.annotations.Nullable;

/** Records as JSON: their components by their names in snake case, those of records in them among them. */
final class RecordJson {
    private RecordJson() {}

    /** All components but these. */
    static JsonObject of(Record record, String... without) {
        return put(new JsonObject(), record, without);
    }

    /** The same, behind what is there. */
    static JsonObject put(JsonObject json, Record record, String... without) {
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            String name = component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
            Object value = value(record, component);
            if (value instanceof Record part) {
                put(json, part, without);
            } else if (!List.of(without).contains(name)) {
                boolean isPlain = value instanceof Number
                        || value instanceof Boolean
                        || value instanceof Collection
                        || value instanceof Map;
                json.put(name, value == null || isPlain ? value : value.toString());
            }
        }
        return json;
    }

    private static @Nullable Object value(Record record, RecordComponent component) {
        try {
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
