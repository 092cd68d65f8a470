package org.forgedtoken.detector.settings;

import java.net.URI;
import java.nio.file.Path;

/** Where an issuer's public keys (JWKS) are read from. */
public sealed interface KeySource {

    /** Nowhere: signatures are not checked. */
    record None() implements KeySource {}

    /** A file. */
    record KeyFile(Path path) implements KeySource {}

    /** An http or https address. */
    record Url(URI uri) implements KeySource {}
}
