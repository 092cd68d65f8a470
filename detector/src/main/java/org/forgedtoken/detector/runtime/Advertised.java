package org.forgedtoken.detector.runtime;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Collections;
import org.apache.kafka.streams.state.HostInfo;

/**
 * The address under which the other instances find this one's HTTP server ({@code application.server}). It is where the
 * server listens; where that is every address of the machine, the one that its name has, else the first that is not
 * loopback. Where another address is needed, {@code kafka.application.server} says so.
 */
final class Advertised {
    private Advertised() {}

    static HostInfo of(InetSocketAddress listening) {
        InetAddress address = listening.getAddress();
        return new HostInfo(
                (address.isAnyLocalAddress() ? ofMachine() : address).getHostAddress(), listening.getPort());
    }

    /** As {@code application.server} is written. */
    static String text(HostInfo host) {
        String name = host.host();
        return (name.contains(":") ? '[' + name + ']' : name) + ':' + host.port();
    }

    private static InetAddress ofMachine() {
        try {
            InetAddress named = InetAddress.getLocalHost();
            return named.isLoopbackAddress() ? firstThatIsNotLoopback(named) : named;
        } catch (UnknownHostException e) {
            return firstThatIsNotLoopback(InetAddress.getLoopbackAddress());
        }
    }

    private static InetAddress firstThatIsNotLoopback(InetAddress otherwise) {
        try {
            for (NetworkInterface card : Collections.list(NetworkInterface.getNetworkInterfaces())) {
                for (InetAddress address : Collections.list(card.getInetAddresses())) {
                    if (card.isUp() && !address.isLoopbackAddress() && !address.isLinkLocalAddress()) {
                        return address;
                    }
                }
            }
        } catch (SocketException e) {
            // Then there is none to be seen.
        }
        return otherwise;
    }
}
