package org.forgedtoken.detector.ocsf;

import static org.assertj.core.api.Assertions.assertThat;

import org.forgedtoken.detector.ocsf.EvidenceJson.EndpointAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointAddressTest {

    @ParameterizedTest
    @CsvSource({
        "192.0.2.7, 192.0.2.7",
        "0.0.0.0, 0.0.0.0",
        "2001:DB8::1, 2001:DB8::1",
        "2001:db8:0:0:0:0:0:1, 2001:db8:0:0:0:0:0:1",
        "fe80::1%eth0, fe80::1",
        "fe80::1%<script>, fe80::1",
        "::ffff:192.0.2.7, 192.0.2.7",
        "0000:0000:0000:0000:0000:ffff:192.168.100.100, 192.168.100.100",
        "64:ff9b::192.0.2.7, 64:ff9b::192.0.2.7",
        "::, ::",
    })
    void anAddressIsTaken(String logged, String ip) {
        assertThat(EndpointAddress.of(logged)).isEqualTo(ip);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                "gateway.example",
                "192.0.2.256",
                "192.0.02.7",
                "192.0.2.7:443",
                "192.0.2.7, 198.51.100.1",
                "64:ff9b::192.0.02.7",
                "0064:ff9b:0000:0000:0000:0000:192.168.100.100",
                "1:2:3",
                "١٩٢.0.2.7",
            })
    void whatIsNoAddressIsNot(String logged) {
        assertThat(EndpointAddress.of(logged)).isNull();
    }
}
