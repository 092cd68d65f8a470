package org.forgedtoken.detector.topology;

import java.io.IOException;
import java.util.function.BiConsumer;
import org.forgedtoken.detector.feed.Feed;
import org.forgedtoken.detector.mapping.MappedFormat;
import org.forgedtoken.detector.mapping.MappingReader.WrongMapping;
import org.forgedtoken.detector.reading.ExceptionsReader;
import org.forgedtoken.detector.reading.ExceptionsReader.WrongExceptions;
import org.forgedtoken.detector.reading.signature.SignatureChecker;
import org.forgedtoken.detector.settings.Catalogue;
import org.forgedtoken.detector.settings.Settings;
import org.forgedtoken.detector.settings.Trouble;

/** Whether the files that settings name can be used: looked at before a start, so that it is refused with all faults at once. */
public final class NamedFiles {

    private NamedFiles() {}

    /** The mappings, the exceptions and the key sets; see {@link Settings.Check}. */
    public static void look(Settings settings, BiConsumer<String, String> faults) {
        mapping("access.format", settings.get(Catalogue.ACCESS_FORMAT), Feed.ACCESS, faults);
        mapping("issuance.format", settings.get(Catalogue.ISSUANCE_FORMAT), Feed.ISSUANCE, faults);
        settings.get(Catalogue.EXCEPTIONS_FILE).ifPresent(file -> {
            try {
                ExceptionsReader.read(file);
            } catch (WrongExceptions e) {
                faults.accept("exceptions.file", e.getMessage());
            }
        });
        keySet("jwks", settings.get(Catalogue.JWKS), faults);
        settings.each(Catalogue.JWKS).byName().forEach((issuer, source) -> keySet("jwks." + issuer, source, faults));
    }

    private static void mapping(String key, String name, Feed feed, BiConsumer<String, String> faults) {
        try {
            MappedFormat.named(name, feed);
        } catch (WrongMapping e) {
            faults.accept(key, e.getMessage());
        }
    }

    /** An address may answer later; a file that is not there is most likely spelled wrong, and then nothing is ever checked. */
    private static void keySet(String key, String place, BiConsumer<String, String> faults) {
        if (!place.isEmpty() && !place.contains("://")) {
            try {
                SignatureChecker.readKeySet(place);
            } catch (IOException e) {
                faults.accept(key, "must be a readable JWK set: " + Trouble.with(e));
            }
        }
    }
}
