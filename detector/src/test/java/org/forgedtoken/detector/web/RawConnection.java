package org.forgedtoken.detector.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A connection on which anything may be said, whether it is HTTP or not. */
final class RawConnection implements AutoCloseable {
    private static final int PATIENCE = 120_000;

    private final Socket socket;
    private final BufferedReader reader;

    RawConnection(WebServer server) throws IOException {
        socket = new Socket();
        // Of an answer that nobody reads, little is to lie in between.
        socket.setReceiveBufferSize(8_192);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
        socket.setSoTimeout(PATIENCE);
        reader = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
    }

    @Nullable
    String ask(String request) throws IOException {
        send(request);
        return answer();
    }

    void send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** The next line alone. */
    @Nullable
    String line() throws IOException {
        return reader.readLine();
    }

    /** The status line, or null at the end; headers and body are read and dropped. */
    @Nullable
    String answer() throws IOException {
        String status = reader.readLine();
        int length = 0;
        for (String line = reader.readLine(); line != null && !line.isEmpty(); line = reader.readLine()) {
            if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(line.substring(15).strip());
            }
        }
        assertThat(reader.skip(length)).isEqualTo(length);
        return status;
    }

    /** All that is said until the other side closes the connection. */
    String everything() throws IOException {
        StringBuilder all = new StringBuilder();
        try {
            for (int c = reader.read(); c >= 0; c = reader.read()) {
                all.append((char) c);
            }
        } catch (SocketException e) {
            // Closed in the middle of what was sent to it.
        }
        return all.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
