package org.forgedtoken.detector.evidence;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.forgedtoken.detector.settings.Trouble;

/** A file of keys in PEM (RFC 7468). */
final class Pem {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,40})-----([A-Za-z0-9+/=\\s]*)-----END \\1-----");
    private static final int MOST_BYTES = 64 * 1024;

    private final Path file;
    private final String text;

    private Pem(Path file, String text) {
        this.file = file;
        this.text = text;
    }

    /** @throws IOException in a sentence, where it cannot be read */
    static Pem read(Path file) throws IOException {
        byte[] bytes;
        try (var in = Files.newInputStream(file)) {
            bytes = in.readNBytes(MOST_BYTES);
        } catch (IOException e) {
            throw new IOException("The key file " + file + " cannot be read: " + Trouble.with(e) + ".", e);
        }
        return new Pem(file, new String(bytes, StandardCharsets.ISO_8859_1));
    }

    /** The first block of this kind, decoded. */
    Optional<byte[]> block(String label) throws IOException {
        Matcher block = BLOCK.matcher(text);
        while (block.find()) {
            if (block.group(1).equals(label)) {
                try {
                    return Optional.of(Base64.getMimeDecoder().decode(block.group(2)));
                } catch (IllegalArgumentException e) {
                    throw new IOException("The key file " + file + " has a " + label + " that is no base64.", e);
                }
            }
        }
        return Optional.empty();
    }
}
