package org.forgedtoken.detector.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How the forged tokens of the honest traffic fared, and the detector's memory at the end.
 *
 * @param waits from decidable to readable, s
 * @param residentMb of the process
 * @param heapMb what its heap holds after a collection
 */
record FloodPhase(String name, List<Double> waits, double residentMb, double heapMb) {
    double at(double share) {
        double[] sorted =
                waits.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return sorted.length == 0 ? Double.NaN : sorted[(int) Math.ceil(share * sorted.length) - 1];
    }

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("forged", waits.size());
        json.put("p50_s", at(0.5));
        json.put("p99_s", at(0.99));
        json.put("max_s", at(1));
        json.put("resident_mb", residentMb);
        json.put("heap_after_gc_mb", heapMb);
        return json;
    }

    Spread spread() {
        return Spread.of(waits);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%-18s %4d forged  p50 %.2f s  p99 %.2f s  max %.2f s  resident %.0f MB  heap %.0f MB",
                name,
                waits.size(),
                at(0.5),
                at(0.99),
                at(1),
                residentMb,
                heapMb);
    }
}
