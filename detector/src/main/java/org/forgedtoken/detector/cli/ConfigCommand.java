package org.forgedtoken.detector.cli;

import java.util.List;
import org.forgedtoken.detector.settings.Effective;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;

/** {@code detector config}. */
@Command(name = "config", description = "Prints every setting, its value and where that came from, secrets hidden.")
final class ConfigCommand extends Action {

    @Mixin
    SettingsOptions settings = new SettingsOptions();

    @Override
    public Integer call() {
        List<Effective> all = settings.read().effective();
        int key = all.stream().mapToInt(one -> one.key().length()).max().orElse(1);
        int value = all.stream().mapToInt(one -> one.value().length()).max().orElse(1);
        String row = "%-" + Math.max(1, key) + "s = %-" + Math.max(1, Math.min(value, 40)) + "s  %s%n";
        for (Effective one : all) {
            out().printf(row, one.key(), one.value(), one.origin().label());
        }
        out().flush();
        return ExitCode.OK;
    }
}
