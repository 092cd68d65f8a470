package org.forgedtoken.detector.topology.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.feed.TokenClaims;
import org.forgedtoken.detector.feed.TokenKey;
import org.forgedtoken.detector.judge.CompactLedger;
import org.forgedtoken.detector.judge.Ledger;
import org.forgedtoken.detector.ledger.IssuedToken;
import org.forgedtoken.detector.ledger.IssuedToken.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LedgerStoresTest {
    @TempDir
    private Path folder;

    /** In memory and on disk alike: what is put is there for the task and for others, and goes by being swept. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aTasksLedgerIsWhatItsStoreHolds(boolean onDisk) {
        LedgerStores stores = new LedgerStores(onDisk);
        AtomicReference<Ledger> opened = new AtomicReference<>();
        AtomicReference<Consumer<Ledger>> work = new AtomicReference<>(ledger -> {});
        StreamsBuilder builder = new StreamsBuilder();
        builder.addStateStore(stores.builder());
        builder.stream("in", Consumed.with(Serdes.String(), Serdes.String()))
                .process(() -> new Opening(stores, opened, work), LedgerStores.LEDGER.name());
        Properties config = new Properties();
        config.putAll(
                Map.of("application.id", "ledger", "bootstrap.servers", "unused:1", "state.dir", folder.toString()));
        try (TopologyTestDriver driver = new TopologyTestDriver(builder.build(), config)) {
            Ledger ledger = opened.get();
            Map<TokenKey, IssuedToken> expected = new HashMap<>();
            for (int i = 0; i < 500; i++) {
                TokenKey key = TokenKey.ofId("idp", "token" + i);
                expected.put(key, token(i));
            }
            TestInputTopic<String, String> in =
                    driver.createInputTopic("in", new StringSerializer(), new StringSerializer());
            work.set(task -> expected.forEach(task::put));
            in.pipeInput("work");
            KeyValueStore<Bytes, byte[]> store = driver.getKeyValueStore(LedgerStores.LEDGER.name());
            Ledger queried = new QueriedLedger(store);
            expected.forEach((key, token) -> {
                assertThat(ledger.get(key)).isEqualTo(token);
                assertThat(queried.get(key)).isEqualTo(token);
            });
            assertThat(ledger.get(TokenKey.ofId("idp", "other"))).isNull();
            areFoundAsExpected(ledger, expected);
            assertThat(count(ledger)).isEqualTo(500);
            work.set(task -> task.sweep(50, token -> token.latest() < 1_200));
            for (int i = 0; i < 12; i++) {
                in.pipeInput("work");
            }
            assertThat(count(ledger)).isEqualTo(300);
            assertThat(ledger.get(TokenKey.ofId("idp", "token199"))).isNull();
            assertThat(ledger.get(TokenKey.ofId("idp", "token200"))).isEqualTo(token(200));
        }
    }

    /** That of a replay, which has no store around it. */
    @Test
    void theLedgerOfOneRunFindsWhatItExpects() {
        Ledger ledger = new CompactLedger();
        Map<TokenKey, IssuedToken> expected = new HashMap<>();
        for (int i = 0; i < 500; i++) {
            expected.put(TokenKey.ofId("idp", "token" + i), token(i));
        }
        expected.forEach(ledger::put);

        areFoundAsExpected(ledger, expected);
    }

    private static void areFoundAsExpected(Ledger ledger, Map<TokenKey, IssuedToken> expected) {
        List<TokenKey> next = new ArrayList<>(expected.keySet());
        next.add(100, TokenKey.ofId("idp", "other"));
        next.add(200, next.get(199));
        ledger.expect(next);
        // As they were expected, asked for twice, passed over, and others in between: each is itself.
        for (int i = 0; i < next.size(); i += i % 7 == 0 ? 2 : 1) {
            assertThat(ledger.get(next.get(i))).isEqualTo(expected.get(next.get(i)));
            assertThat(ledger.get(next.get(next.size() - 1 - i)))
                    .isEqualTo(expected.get(next.get(next.size() - 1 - i)));
            assertThat(ledger.get(next.get(i))).isEqualTo(expected.get(next.get(i)));
        }
    }

    private static IssuedToken token(int number) {
        TokenClaims claims =
                new TokenClaims("idp", null, false, null, "user" + number, "shop", "key", 1_000, Times.UNKNOWN);
        return new IssuedToken(List.of(new Statement(1_000, claims)), false, Times.UNKNOWN, 1_000 + number);
    }

    private static int count(Ledger ledger) {
        int[] count = {0};
        ledger.forEach(token -> count[0]++);
        return count[0];
    }

    private record Opening(LedgerStores stores, AtomicReference<Ledger> opened, AtomicReference<Consumer<Ledger>> work)
            implements Processor<String, String, String, String> {
        @Override
        public void init(ProcessorContext<String, String> context) {
            opened.set(stores.open(context));
        }

        @Override
        public void process(Record<String, String> record) {
            work.get().accept(opened.get());
        }
    }
}
