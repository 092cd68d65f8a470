package org.forgedtoken.detector.bench;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** One connection that is kept, with as little work at this end as an answer allows. */
final class GatewayConnection implements AutoCloseable {
    private static final String LENGTH = "content-length: ";

    private final Socket socket;
    private final byte[] answer = new byte[4096];
    private String head = "";
    private int filled;

    GatewayConnection(URI address) throws IOException {
        socket = new Socket(InetAddress.getByName(address.getHost()), address.getPort());
        socket.setTcpNoDelay(true);
    }

    /** The status of the answer. */
    int ask(byte[] request) throws IOException {
        socket.getOutputStream().write(request);
        filled = 0;
        int body = -1;
        while (body < 0) {
            fill();
            String all = new String(answer, 0, filled, StandardCharsets.US_ASCII);
            body = all.indexOf("\r\n\r\n");
            head = all;
        }
        int length = head.toLowerCase(Locale.ROOT).indexOf(LENGTH);
        int end = body + 4 + Integer.parseInt(head.substring(length + LENGTH.length(), head.indexOf('\r', length)));
        while (filled < end) {
            fill();
        }
        return Integer.parseInt(head.substring(9, 12));
    }

    /** Whether the ledger had the token last asked for. */
    boolean isLastIssued() {
        return lastAnswer().contains("\"issued\"");
    }

    /** The last answer, as it came. */
    String lastAnswer() {
        return new String(answer, 0, filled, StandardCharsets.US_ASCII);
    }

    private void fill() throws IOException {
        InputStream in = socket.getInputStream();
        int n = in.read(answer, filled, answer.length - filled);
        if (n < 0) {
            throw new IOException("the connection was closed");
        }
        filled += n;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
