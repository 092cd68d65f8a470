package org.forgedtoken.detector.alert;

import static org.assertj.core.api.Assertions.assertThat;

import org.forgedtoken.detector.alert.Exceptions.Network;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTest {
    @ParameterizedTest
    @CsvSource({
        "203.0.113.0/24, 203.0.113.255, true",
        "203.0.113.0/24, 203.0.114.0, false",
        "203.0.113.7, 203.0.113.7, true",
        "203.0.113.7, 203.0.113.8, false",
        "0.0.0.0/0, 198.51.100.1, true",
        "10.128.0.0/9, 10.127.0.1, false",
        "2001:db8::/32, 2001:db8:1:2::/64, true",
        "2001:db8:1:2:3::/80, 2001:db8:1:2::/64, false",
        "2001:db8::/32, 203.0.113.7, false",
        "0.0.0.0/0, unknown, false"
    })
    void holdsSources(String network, String source, boolean held) {
        assertThat(Network.parse(network).orElseThrow().holds(source)).isEqualTo(held);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "10", "10.0.0", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.256", "host.example", "::g/1", "1:2"})
    void isNoNetwork(String text) {
        assertThat(Network.parse(text)).isEmpty();
    }
}
