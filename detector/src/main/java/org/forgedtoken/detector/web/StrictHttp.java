package org.forgedtoken.detector.web;

import java.util.Objects;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.internal.HttpConnection;

/**
 * HTTP/1.1 as Jetty reads it, but for what a proxy in front of us may read otherwise, for headers without number, and for
 * targets that it refuses and that a page may still have an answer to.
 */
final class StrictHttp extends HttpConnectionFactory {
    /** What a header costs beside its text. */
    private static final int HEADER_COSTS = 32;

    StrictHttp(HttpConfiguration http) {
        super(http);
    }

    @Override
    public Connection newConnection(Connector connector, EndPoint endPoint) {
        return configure(new Reader(getHttpConfiguration(), connector, endPoint), connector, endPoint);
    }

    private static final class Reader extends HttpConnection {
        Reader(HttpConfiguration http, Connector connector, EndPoint endPoint) {
            super(http, connector, endPoint);
        }

        @Override
        protected RequestHandler newRequestHandler() {
            return new Strict();
        }

        private final class Strict extends RequestHandler {
            private long size;
            private boolean encoded;

            @Override
            public void startRequest(String method, String target, HttpVersion version) {
                size = 0;
                encoded = false;
                try {
                    super.startRequest(method, target, version);
                } catch (IllegalArgumentException e) {
                    // Envoy hangs the path of its client behind that of the decision, whatever it is.
                    super.startRequest(method, target.replaceAll("[^A-Za-z0-9/]", "_"), version);
                }
            }

            @Override
            public void parsedHeader(HttpField field) {
                String value = Objects.requireNonNullElse(field.getValue(), "");
                size += field.getName().length() + value.length() + HEADER_COSTS;
                if (size > getHttpConfiguration().getRequestHeaderSize()) {
                    throw new HttpException.RuntimeException(
                            HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE_431, "too large");
                }
                boolean encoding = field.getHeader() == HttpHeader.TRANSFER_ENCODING;
                if (field.getName().isEmpty() || (encoding && (encoded || !value.equalsIgnoreCase("chunked")))) {
                    throw new HttpException.RuntimeException(
                            HttpStatus.BAD_REQUEST_400, "This can be read in more than one way");
                }
                encoded |= encoding;
                super.parsedHeader(field);
            }
        }
    }
}
