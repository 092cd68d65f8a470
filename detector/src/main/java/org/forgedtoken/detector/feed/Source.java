package org.forgedtoken.detector.feed;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A source as the contract counts it: an IPv4 address, or an IPv6 /64. */
public final class Source {
    /** Stands for an address that was not logged or cannot be read. */
    public static final String UNKNOWN = "unknown";

    private static final int GROUPS_OF_64_BITS = 4;

    private Source() {}

    /** The source of a logged address; never asks a name server; what is no address literal is {@link #UNKNOWN}. */
    public static String of(@Nullable String address) {
        if (address == null) {
            return UNKNOWN;
        }
        if (address.indexOf(':') < 0) {
            return isIpv4(address) ? address : UNKNOWN;
        }
        int[] groups = parseIpv6(address);
        if (groups == null) {
            return UNKNOWN;
        }
        if (isMappedIpv4(groups)) {
            return (groups[6] >> 8) + "." + (groups[6] & 255) + "." + (groups[7] >> 8) + "." + (groups[7] & 255);
        }
        StringBuilder network = new StringBuilder();
        for (int i = 0; i < GROUPS_OF_64_BITS; i++) {
            network.append(Integer.toHexString(groups[i])).append(':');
        }
        return network.append(":/64").toString().toLowerCase(Locale.ROOT);
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

    private static boolean isMappedIpv4(int[] groups) {
        for (int i = 0; i < 5; i++) {
            if (groups[i] != 0) {
                return false;
            }
        }
        return groups[5] == 0xffff;
    }

    private static int @Nullable [] parseIpv6(String text) {
        int zone = text.indexOf('%');
        String address = zone < 0 ? text : text.substring(0, zone);
        if (address.length() > 45) {
            return null;
        }
        int lastColon = address.lastIndexOf(':');
        String tail = address.substring(lastColon + 1);
        if (tail.indexOf('.') >= 0) {
            if (!isIpv4(tail)) {
                return null;
            }
            String[] bytes = tail.split("\\.", -1);
            int high = Integer.parseInt(bytes[0]) << 8 | Integer.parseInt(bytes[1]);
            int low = Integer.parseInt(bytes[2]) << 8 | Integer.parseInt(bytes[3]);
            address = address.substring(0, lastColon + 1) + Integer.toHexString(high) + ':' + Integer.toHexString(low);
        }
        int gap = address.indexOf("::");
        if (gap < 0) {
            return groups(address, "", false);
        }
        return address.indexOf("::", gap + 1) >= 0
                ? null
                : groups(address.substring(0, gap), address.substring(gap + 2), true);
    }

    private static int @Nullable [] groups(String head, String tail, boolean gap) {
        String[] first = head.isEmpty() ? new String[0] : head.split(":", -1);
        String[] last = tail.isEmpty() ? new String[0] : tail.split(":", -1);
        if (gap ? first.length + last.length > 7 : first.length != 8) {
            return null;
        }
        int[] groups = new int[8];
        for (int i = 0; i < first.length + last.length; i++) {
            String group = i < first.length ? first[i] : last[i - first.length];
            if (group.isEmpty()
                    || group.length() > 4
                    || !group.chars().allMatch(c -> Character.digit(c, 16) >= 0 && c < 128)) {
                return null;
            }
            groups[i < first.length ? i : 8 - last.length - first.length + i] = Integer.parseInt(group, 16);
        }
        return groups;
    }
}
