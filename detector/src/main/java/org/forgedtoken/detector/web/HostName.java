package org.forgedtoken.detector.web;

import java.util.Locale;
import java.util.regex.Pattern;

/** What the header {@code Host} names. */
final class HostName {
    private static final Pattern ADDRESS = Pattern.compile("(\\d{1,3}(\\.\\d{1,3}){3}|\\[[0-9a-f:.]+])(:\\d+)?");
    private static final Pattern LOCAL = Pattern.compile("localhost(:\\d+)?");

    private HostName() {}

    /** An address, or {@code localhost}: no other site can have it for its own name. */
    static boolean isOfThisMachineAlone(String host) {
        String small = host.toLowerCase(Locale.ROOT);
        return LOCAL.matcher(small).matches() || ADDRESS.matcher(small).matches();
    }
}
