package org.forgedtoken.detector.evidence;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Optional;
import org.forgedtoken.detector.alert.VisibleText;
import org.forgedtoken.detector.evidence.ChainFile.ChainLine;
import org.forgedtoken.detector.evidence.ChainFile.ChainLine.Link;
import org.forgedtoken.detector.evidence.Verification.Broken;
import org.forgedtoken.detector.feed.Sha256;
import org.jspecify.annotations.Nullable;

/** The chain, read beside what it is of. Not thread-safe. */
final class ChainWalk implements Closeable {
    private final HashedLines links;
    private final ChainFile.Chain chain = new ChainFile.Chain();
    private HashedLines.@Nullable Line at;

    ChainWalk(Path file) throws IOException {
        links = new HashedLines(file);
        at = links.next();
    }

    /** How many lines this file has; each is as the chain says, and the chain has no other of it. */
    long through(String name, Path file) throws IOException, Broken {
        try (HashedLines lines = new HashedLines(file)) {
            long count = 0;
            for (HashedLines.Line line = lines.next(); line != null; line = lines.next()) {
                Link link = linkOf(name);
                if (link == null) {
                    throw new Broken(
                            place(name, line.number()),
                            at == null
                                    ? "is missing in the chain, which was cut."
                                    : "is not in the chain: it was added.");
                }
                take(link, name, line.number(), line.sha256());
                count = line.number();
            }
            Link more = linkOf(name);
            if (more != null) {
                throw new Broken(place(name, count + 1), "is missing: the chain has it.");
            }
            return count;
        }
    }

    /** The next link is of all of this file. */
    void through(String name, byte[] sha256) throws IOException, Broken {
        Link link = linkOf(name);
        if (link == null) {
            throw new Broken(here(), "is not the link of " + name + ": the chain was cut, or something was added.");
        }
        take(link, name, 0, sha256);
    }

    /** Behind the last link is at most a signature. */
    Optional<ChainLine.Signed> end() throws IOException, Broken {
        if (at == null) {
            return Optional.empty();
        }
        String place = here();
        if (!(read() instanceof ChainLine.Signed signed)) {
            throw new Broken(place, "stands behind the end of the chain.");
        }
        if (!signed.chain().equals(chain.value())) {
            throw new Broken(place, "signs another value than the chain's last one.");
        }
        step();
        if (at != null) {
            throw new Broken(here(), "stands behind the signature.");
        }
        return Optional.of(signed);
    }

    private void take(Link link, String name, long line, byte[] sha256) throws IOException, Broken {
        if (link.line() != line) {
            throw new Broken(
                    here(),
                    "is the link of line " + link.line() + " of " + name + ", where that of line " + line
                            + " should be.");
        }
        String now = Sha256.hex(sha256);
        if (!now.equals(link.sha256())) {
            throw new Broken(
                    line > 0 ? place(name, line) : name,
                    "is not what was written: its SHA-256 is " + now + ", the chain says "
                            + VisibleText.quoted(link.sha256()) + '.');
        }
        if (!chain.add(sha256).equals(link.chain())) {
            throw new Broken(here(), "has a running value that does not follow from the lines before it.");
        }
        step();
    }

    /** The link at hand if it is of this file; else null. */
    private @Nullable Link linkOf(String name) throws Broken {
        return at != null && read() instanceof Link link && link.file().equals(name) ? link : null;
    }

    private ChainLine read() throws Broken {
        try {
            return ChainLine.of(at == null ? "" : at.text());
        } catch (IOException e) {
            throw new Broken(here(), "is no line of a chain.");
        }
    }

    private void step() throws IOException {
        at = links.next();
    }

    private String here() {
        return at == null ? ChainFile.NAME + ", its end" : place(ChainFile.NAME, at.number());
    }

    private static String place(String name, long line) {
        return name + ", line " + line;
    }

    @Override
    public void close() throws IOException {
        links.close();
    }

    /** The lines of a file, hashed as they pass: none is held whole, however long somebody has made it. Not thread-safe. */
    static final class HashedLines implements Closeable {
        /** So much of a line is kept: more than any line of a chain has. */
        private static final int KEPT = 8 * 1024;

        /**
         * One line.
         *
         * @param number from 1
         * @param sha256 of its bytes, without the line feed
         * @param text its beginning; all of it, unless it is longer than any line of a chain
         */
        @SuppressWarnings("ArrayRecordComponent") // compared by nobody
        record Line(long number, byte[] sha256, String text) {}

        private final InputStream in;
        private final MessageDigest digest = Sha256.digest();
        private final byte[] part = new byte[KEPT];
        private long number;

        HashedLines(Path file) throws IOException {
            in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        }

        /** The next line; null behind the last. */
        @Nullable
        Line next() throws IOException {
            int at = in.read();
            if (at < 0) {
                return null;
            }
            String begin = null;
            int length = 0;
            for (; at >= 0 && at != '\n'; at = in.read()) {
                if (length == KEPT) {
                    begin = begin == null ? new String(part, StandardCharsets.UTF_8) : begin;
                    digest.update(part);
                    length = 0;
                }
                part[length++] = (byte) at;
            }
            digest.update(part, 0, length);
            String text = begin == null ? new String(part, 0, length, StandardCharsets.UTF_8) : begin;
            return new Line(++number, digest.digest(), text);
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
