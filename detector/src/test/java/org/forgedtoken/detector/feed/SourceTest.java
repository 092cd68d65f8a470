package org.forgedtoken.detector.feed;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourceTest {

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1,192.0.2.1",
        "0.0.0.0,0.0.0.0",
        "255.255.255.255,255.255.255.255",
        "::ffff:192.0.2.1,192.0.2.1",
        "::FFFF:c000:201,192.0.2.1",
        "0:0:0:0:0:ffff:192.0.2.1,192.0.2.1",
        "2001:db8:1:2:3:4:5:6,2001:db8:1:2::/64",
        "2001:DB8:1:2::9,2001:db8:1:2::/64",
        "2001:0db8:0001:0002::,2001:db8:1:2::/64",
        "2001:db8::1,2001:db8:0:0::/64",
        "::1,0:0:0:0::/64",
        "::,0:0:0:0::/64",
        "fe80::1%eth0,fe80:0:0:0::/64",
        "64:ff9b::192.0.2.1,64:ff9b:0:0::/64"
    })
    void isAnAddressOrASixtyFour(String address, String source) {
        assertThat(Source.of(address)).isEqualTo(source);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                "localhost",
                "example.com",
                "1.2.3",
                "1.2.3.4.5",
                "256.1.1.1",
                "1.2.3.-4",
                "1.2.3.4 ",
                "1.2.3.0004",
                "١.2.3.4",
                ":",
                ":::",
                "1::2::3",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "12345::",
                "g::1",
                "::1.2.3",
                "::1.2.3.4.5",
                "1:2:3:4:5:6:7::8"
            })
    void isUnknownWhereItIsNoAddress(String garbage) {
        assertThat(Source.of(garbage)).isEqualTo(Source.UNKNOWN);
    }

    @Test
    void isUnknownWhereNothingWasLogged() {
        assertThat(Source.of(null)).isEqualTo(Source.UNKNOWN);
    }

    @Property
    void neverThrows(@ForAll String text, @ForAll @CharRange(from = '.', to = ':') String addressLike) {
        assertThat(Source.of(text)).isNotNull();
        assertThat(Source.of(addressLike)).isNotNull();
        assertThat(Source.of("::" + addressLike)).isNotNull();
    }
}
