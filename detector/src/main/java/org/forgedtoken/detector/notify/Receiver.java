package org.forgedtoken.detector.notify;

import java.net.URI;
import java.util.List;
import org.forgedtoken.detector.rule.Severity;
import org.forgedtoken.detector.settings.Catalogue;
import org.forgedtoken.detector.settings.Secret;
import org.forgedtoken.detector.settings.Settings;

/**
 * Who is told.
 *
 * @param url may be a secret in itself, and is never printed
 * @param secret empty where there is none
 * @param severity the least of an incident that is told
 * @param rate messages a minute
 */
record Receiver(String name, Secret url, Catalogue.NotifyFormat format, Secret secret, Severity severity, int rate) {

    /** All that are set, by their names. */
    static List<Receiver> of(Settings settings) {
        return settings.each(Catalogue.NOTIFY_URL).byName().entrySet().stream()
                .filter(url -> !url.getValue().isEmpty())
                .map(url -> of(settings, url.getKey(), url.getValue()))
                .toList();
    }

    private static Receiver of(Settings settings, String name, String url) {
        return new Receiver(
                name,
                new Secret(url),
                settings.each(Catalogue.NOTIFY_FORMAT).of(name),
                settings.each(Catalogue.NOTIFY_SECRET).of(name).orElse(new Secret("")),
                settings.each(Catalogue.NOTIFY_SEVERITY).of(name),
                settings.each(Catalogue.NOTIFY_RATE).of(name));
    }

    URI address() {
        return URI.create(url.reveal());
    }

    boolean wants(Event event) {
        return event.incident().severity() >= severity.ocsfId();
    }
}
