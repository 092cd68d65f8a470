package org.forgedtoken.detector.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.forgedtoken.detector.feed.AccessRecord;
import org.forgedtoken.detector.feed.TokenClaims;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A token that a gateway may read in two ways: whoever presents a forged one would else hide it behind another. */
class TokenInDoubtTest {
    private static final String FORGED = "opaque-and-forged-0123";
    private static final String MAPPING = """
            time = /t
            token = bearer of /auth
                cookie s of /cookie
                query access_token of /uri
            source_ip = /ip
            user_agent = /agent
            account_id = cookie user of /cookie
            status = /status
            """;
    private final Mapped mapped = Mapped.access(MAPPING);

    private static String record(String members) {
        return "{\"t\":1,\"ip\":\"192.0.2.1\",\"status\":200,\"agent\":\"with " + FORGED + "\","
                + members.replace('\'', '"').replace("FORGED", FORGED) + "}";
    }

    private static String digest(AccessRecord access) {
        return String.valueOf(access.token().digest());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'auth':['Basic x','Bearer FORGED']",
                "'auth':['Bearer FORGED','Bearer other']",
                "'auth':['Bearer FORGED',7]",
                "'auth':[['Bearer FORGED']]",
                "'auth':{'value':'Bearer FORGED'}",
                "'auth':'Basic x, Bearer FORGED'",
                "'auth':'Bearer x,bearer FORGED'",
                "'auth':['Basic x','Basic y'],'cookie':'s=FORGED'",
                "'cookie':'s=x; s=FORGED'",
                "'cookie':'s=FORGED;s=x'",
                "'cookie':'s=x; s=\\'FORGED\\''",
                "'cookie':['s=x','s=FORGED']",
                "'cookie':['a=b',7,'s=FORGED']",
                "'uri':'/a?access_token=x&access_token=FORGED'",
                "'uri':'/a?access_token=FORGED&b=c&access%5Ftoken=x'",
                "'cookie':'s=x; s=y','uri':'/a?access_token=FORGED'"
            })
    void isADeadLetterAndOnAnAcceptedAccessAnAlert(String members) {
        String json = record(members.replace("\\'", "\\\""));
        AccessReading.Rejected rejected = mapped.rejected(json);
        assertThat(rejected.reason()).isEqualTo(RejectReason.BAD_FIELD);
        assertThat(rejected.time()).isEqualTo(1000);
        assertThat(rejected.accepted()).isNotNull();
        assertThat(rejected.accepted().request().sourceIp()).isEqualTo("192.0.2.1");

        AccessReading.Rejected refused = mapped.rejected(json.replace("200", "401"));
        assertThat(refused.reason()).isEqualTo(RejectReason.BAD_FIELD);
        assertThat(refused.accepted()).isNull();
    }

    @Test
    void aCookieHeaderThatCameInPiecesIsOne() {
        assertThat(digest(mapped.ok(record("'cookie':['a=b','s=FORGED','c=d']"))))
                .isEqualTo(digest(mapped.ok(record("'cookie':'s=FORGED'"))))
                .hasSize(64);
    }

    /** What the token is nobody knows, but each that it may be is a secret. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "'auth':['Basic x','Bearer FORGED']",
                "'auth':{'value':['Bearer FORGED']}",
                "'cookie':'s=x; s=FORGED'",
                "'cookie':['s=b','s=FORGED']",
                "'uri':'/a?access_token=x&access_token=FORGED'"
            })
    void leavesNothingOfItselfBehind(String members) {
        assertThat(mapped.rejected(record(members)).toString()).doesNotContain(FORGED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'auth':['Bearer FORGED']",
                "'auth':[],'cookie':'s=FORGED'",
                "'auth':'Bearer FORGED, Bearer FORGED'",
                "'auth':'Digest user=a, realm=b','cookie':'s=FORGED'",
                "'cookie':['s=FORGED']",
                "'cookie':'s=FORGED; t=x; s=FORGED'",
                "'cookie':'s=; s=FORGED'",
                "'uri':'/a?access_token=FORGED&access_token=opaque%2Dand-forged-0123'",
                "'uri':'/a?access_token=&access_token=FORGED'"
            })
    void theSameTokenTwiceAndAListOfOneAreNoDoubt(String members) {
        assertThat(digest(mapped.ok(record(members)))).isEqualTo(TokenDigest.ofText(FORGED));
    }

    @Test
    void whatDoesNotNameTheTokenHidesNothingByIt() {
        AccessRecord twice = mapped.ok(record("'auth':'Bearer FORGED','cookie':'user=a; user=b'"));
        assertThat(digest(twice)).isEqualTo(TokenDigest.ofText(FORGED));
        assertThat(twice.token().account()).isEqualTo("a");
        AccessRecord list = mapped.ok(record("'auth':'Bearer FORGED','cookie':['user=a','user=b']"));
        assertThat(digest(list)).isEqualTo(TokenDigest.ofText(FORGED));
        assertThat(list.token().account()).isNull();

        Mapped named = Mapped.access("time = /t\ntoken = /token\ntoken_id = query id of /uri\n");
        String uri = "\"uri\":\"/a?id=1&id=2\"";
        TokenClaims beside =
                named.ok("{\"t\":1,\"token\":\"" + FORGED + "\"," + uri + "}").token();
        assertThat(beside.tokenId()).isNull();
        assertThat(named.rejected("{\"t\":1," + uri + "}").reason()).isEqualTo(RejectReason.BAD_FIELD);
    }

    @Test
    void aPairThatComesTwiceIsOne() {
        Mapped pairs = Mapped.access("line = (?<t>\\d) (?<pairs>.*)\ntime = t\ntoken = pair id of pairs\n");
        AccessReading.Rejected rejected = pairs.rejected("1 id=\"x\", user=\"a\", id=\"" + FORGED + "\"");
        assertThat(rejected.reason()).isEqualTo(RejectReason.BAD_FIELD);
        assertThat(rejected.accepted()).isNotNull();
    }

    @Test
    void theShippedFormatsHaveNoneOfItInSilence() {
        String kong =
                "{\"started_at\":1700000001000,\"client_ip\":\"192.0.2.7\",\"request\":{\"headers\":{\"authorization\":%s}},"
                        + "\"response\":{\"status\":200}}";
        assertThat(digest(Mapped.shipped("kong").ok(kong.formatted("[\"Bearer " + FORGED + "\"]"))))
                .isEqualTo(TokenDigest.ofText(FORGED));
        AccessReading.Rejected two =
                Mapped.shipped("kong").rejected(kong.formatted("[\"Bearer a\",\"Bearer " + FORGED + "\"]"));
        assertThat(two.reason()).isEqualTo(RejectReason.BAD_FIELD);
        assertThat(two.accepted()).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[\"FORGED\"]", "[\"x\",\"FORGED\"]", "{\"a\":\"x\",\"b\":\"FORGED\"}", "true", "[]"})
    void ofTheNativeFormatItIsWhatIsNoText(String token) {
        String json = "{\"time\":1,\"user_agent\":\"" + FORGED + "\",\"source_ip\":\"192.0.2.1\",\"token\":"
                + token.replace("FORGED", FORGED) + "}";
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        AccessReader reader = new AccessReader(Tokens.policy(), SignatureCheck.NONE);
        assertThat(reader.read(bytes, "f:1", Mapped.NOW))
                .isInstanceOfSatisfying(AccessReading.Rejected.class, rejected -> {
                    assertThat(rejected.reason()).isEqualTo(RejectReason.BAD_FIELD);
                    assertThat(rejected.accepted()).isNotNull();
                    assertThat(rejected.toString().contains(FORGED)).isEqualTo(!token.contains("FORGED"));
                });
        assertThat(new IssuanceReader(Tokens.policy()).read(bytes, "f:1", Mapped.NOW))
                .isInstanceOfSatisfying(
                        IssuanceReading.Rejected.class,
                        rejected -> assertThat(rejected.reason()).isEqualTo(RejectReason.BAD_FIELD));
    }

    @Test
    void manyAreRefusedAsSoonAsTwo() {
        StringBuilder cookies = new StringBuilder("s=x");
        for (int i = 0; i < 20_000; i++) {
            cookies.append("; s=").append(i);
        }
        String list = "'auth':[" + "'x',".repeat(20_000) + "'y']";
        assertTimeout(Duration.ofSeconds(2), () -> {
            assertThat(mapped.rejected(record("'cookie':'" + cookies + "'")).reason())
                    .isEqualTo(RejectReason.BAD_FIELD);
            assertThat(mapped.rejected(record(list)).reason()).isEqualTo(RejectReason.BAD_FIELD);
        });
    }
}
