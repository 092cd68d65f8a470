package org.forgedtoken.detector.ocsf;

import java.util.regex.Pattern;
import org.forgedtoken.detector.feed.Source;
import org.jspecify.annotations.Nullable;

/** A logged address as OCSF takes it ({@code ip_t}): an address literal of at most 40 characters. */
final class EndpointAddress {
    private static final int MAX_LENGTH = 40;
    private static final String NETWORK = "/64";
    private static final String BYTE = "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";

    /** Without leading zeros, which some read as octal. */
    private static final Pattern IPV4 = Pattern.compile(BYTE + "(\\." + BYTE + "){3}");

    private EndpointAddress() {}

    /**
     * The address alone, without its zone (which is free text); an IPv4 address in IPv6 dress becomes IPv4, as it is
     * counted; null for what is no address.
     */
    static @Nullable String of(@Nullable String logged) {
        if (logged == null) {
            return null;
        }
        String source = Source.of(logged);
        if (source.equals(Source.UNKNOWN)) {
            return null;
        }
        int zone = logged.indexOf('%');
        String address = zone < 0 ? logged : logged.substring(0, zone);
        if (source.indexOf(':') < 0) {
            return isIpv4(source) ? source : null;
        }
        if (address.indexOf('.') >= 0 && !isIpv4(address.substring(address.lastIndexOf(':') + 1))) {
            return null;
        }
        return address.length() <= MAX_LENGTH ? address : null;
    }

    /** The address of a source; of an IPv6 network its first. */
    static @Nullable String ofSource(@Nullable String source) {
        return source != null && source.endsWith(NETWORK)
                ? of(source.substring(0, source.length() - NETWORK.length()))
                : of(source);
    }

    private static boolean isIpv4(String text) {
        return IPV4.matcher(text).matches();
    }
}
