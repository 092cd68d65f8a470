package org.forgedtoken.detector.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a bench leaves: ratios on the console, all figures as JSON, and a plot.
 *
 * @param name of the bench and of its files
 * @param unit of the figures
 * @param given what was measured: sizes, settings, flags
 * @param figures each measured side with its runs, as they are to stand in the JSON
 * @param spreads the figures that count
 */
record BenchReport(
        String name,
        String unit,
        Map<String, Object> given,
        Map<String, Object> figures,
        Map<String, Spread> spreads,
        List<Ratio> ratios) {

    /** Prints the ratios and writes {@code name.json} and {@code name.svg}. */
    void write(Path folder, Plot plot, PrintStream out) throws IOException {
        ratios.forEach(out::println);
        Files.createDirectories(folder);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("bench", name);
        json.put("given", given);
        json.put("machine", machine());
        json.put("unit", unit);
        json.put("figures", figures);
        json.put("spreads", spreads);
        json.put("ratios", ratios);
        new ObjectMapper()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .writeValue(folder.resolve(name + ".json").toFile(), json);
        Files.writeString(folder.resolve(name + ".svg"), plot.svg());
        out.println("written: " + folder.resolve(name + ".json") + ", " + folder.resolve(name + ".svg"));
    }

    private static Map<String, Object> machine() {
        return Map.of(
                "cores", Runtime.getRuntime().availableProcessors(),
                "java", System.getProperty("java.vm.version"),
                "system", System.getProperty("os.name") + ' ' + System.getProperty("os.arch"));
    }
}
