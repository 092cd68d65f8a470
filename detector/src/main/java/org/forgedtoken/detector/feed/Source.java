package org.forgedtoken.detector.feed;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ShortBuffer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A source: an IPv4 address, or an IPv6 /64. */
public final class Source {
    /** Stands for an address that was not logged or cannot be read. */
    public static final String UNKNOWN = "unknown";

    private static final int GROUPS_OF_64_BITS = 4;
    private static final int LONGEST = 45;
    /** What may be an IPv6 address: groups of up to four digits. */
    private static final Pattern GROUPS = Pattern.compile("(?!\\.)(?:[0-9a-fA-F]{0,4}+[:.])*+[0-9a-fA-F]{0,4}+");

    private Source() {}

    /** The source of a logged address; never asks a name server; what is no address literal is {@link #UNKNOWN}. */
    public static String of(@Nullable String address) {
        if (address == null) {
            return UNKNOWN;
        }
        if (address.indexOf(':') < 0) {
            return isIpv4(address) ? address : UNKNOWN;
        }
        int zone = address.indexOf('%');
        String literal = zone < 0 ? address : address.substring(0, zone);
        // what is no literal is never handed over: it would be asked of a name server
        if (literal.length() > LONGEST
                || literal.indexOf(':') < 0
                || !GROUPS.matcher(literal).matches()) {
            return UNKNOWN;
        }
        try {
            InetAddress parsed = InetAddress.getByName(literal);
            if (parsed instanceof Inet4Address mapped) {
                return mapped.getHostAddress();
            }
            StringBuilder network = new StringBuilder();
            ShortBuffer groups = ByteBuffer.wrap(parsed.getAddress()).asShortBuffer();
            for (int i = 0; i < GROUPS_OF_64_BITS; i++) {
                network.append(Integer.toHexString(groups.get(i) & 0xffff)).append(':');
            }
            return network.append(":/64").toString();
        } catch (UnknownHostException e) {
            return UNKNOWN;
        }
    }

    /** Asked for each access: looked at character by character. */
    private static boolean isIpv4(String text) {
        int dots = 0;
        int digits = 0;
        int number = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '.') {
                if (digits == 0 || ++dots > 3) {
                    return false;
                }
                digits = 0;
                number = 0;
            } else if (c >= '0' && c <= '9' && digits < 3) {
                digits++;
                number = number * 10 + (c - '0');
                if (number > 255) {
                    return false;
                }
            } else {
                return false;
            }
        }
        return dots == 3 && digits > 0;
    }
}
