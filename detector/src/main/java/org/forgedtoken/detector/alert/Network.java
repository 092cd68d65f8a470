package org.forgedtoken.detector.alert;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A network of sources: an address with the number of its leading bits that count. */
public final class Network {
    /** An address literal: nothing that a name server would be asked about. */
    private static final Pattern LITERAL = Pattern.compile("[0-9.]{7,15}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    private final String text;
    private final byte[] address;
    private final int bits;

    private Network(String text, byte[] address, int bits) {
        this.text = text;
        this.address = address;
        this.bits = bits;
    }

    /** The network of {@code 203.0.113.0/24}, {@code 2001:db8::/32} or a single address; nothing where it is none. */
    public static Optional<Network> parse(String text) {
        int slash = text.indexOf('/');
        byte[] address = bytes(slash < 0 ? text : text.substring(0, slash));
        if (address == null) {
            return Optional.empty();
        }
        int all = address.length * 8;
        if (slash < 0) {
            return Optional.of(new Network(text, address, all));
        }
        String length = text.substring(slash + 1);
        if (!length.matches("\\d{1,3}") || Integer.parseInt(length) > all) {
            return Optional.empty();
        }
        return Optional.of(new Network(text, address, Integer.parseInt(length)));
    }

    /** Whether all addresses of the source lie in it. */
    public boolean holds(String source) {
        return parse(source).filter(this::holds).isPresent();
    }

    private boolean holds(Network other) {
        if (other.address.length != address.length || other.bits < bits) {
            return false;
        }
        for (int i = 0; i < bits; i++) {
            int mask = 0x80 >> i % 8;
            if ((address[i / 8] & mask) != (other.address[i / 8] & mask)) {
                return false;
            }
        }
        return true;
    }

    private static byte @Nullable [] bytes(String literal) {
        boolean decimal = literal.indexOf(':') < 0;
        if (!LITERAL.matcher(literal).matches() || (decimal && literal.split("\\.", -1).length != 4)) {
            return null;
        }
        try {
            return InetAddress.getByName(literal).getAddress();
        } catch (UnknownHostException e) {
            return null;
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Network network && bits == network.bits && Arrays.equals(address, network.address);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(address) + bits;
    }

    @Override
    public String toString() {
        return text;
    }
}
