package org.forgedtoken.detector.alert;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A network of sources: an address with the number of its leading bits that count.
 *
 * @param bits these, as 0 and 1, behind the length of an address of its family
 */
public record Network(String bits) {
    /** An address literal: nothing that a name server would be asked about. */
    private static final Pattern LITERAL = Pattern.compile("[0-9.]{7,15}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    /** The network of {@code 203.0.113.0/24}, {@code 2001:db8::/32} or a single address; nothing where it is none. */
    public static Optional<Network> parse(String text) {
        int slash = text.indexOf('/');
        byte[] address = address(slash < 0 ? text : text.substring(0, slash));
        if (address == null) {
            return Optional.empty();
        }
        int all = address.length * 8;
        String length = slash < 0 ? Integer.toString(all) : text.substring(slash + 1);
        if (!length.matches("\\d{1,3}") || Integer.parseInt(length) > all) {
            return Optional.empty();
        }
        // a bit in front of them keeps the zeros with which an address may begin
        String bits = new BigInteger(1, address).setBit(all).toString(2);
        return Optional.of(new Network(all + ":" + bits.substring(1, 1 + Integer.parseInt(length))));
    }

    /** Whether all addresses of the source lie in it. */
    public boolean holds(String source) {
        return parse(source).filter(other -> other.bits.startsWith(bits)).isPresent();
    }

    private static byte @Nullable [] address(String literal) {
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
}
