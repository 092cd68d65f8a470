package org.forgedtoken.detector.topology.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.processor.BatchingStateRestoreCallback;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.processor.TaskId;
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
    private static final long HOUR = 3_600_000;

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

    /** Tokens of a batch that expire in one hour are one record, and its tombstone comes once none of them lives. */
    @Test
    void tokensThatAreIssuedTogetherAreLoggedTogether() {
        Map<Bytes, byte[]> changelog = new LinkedHashMap<>();
        LedgerStore store = restored(changelog);
        Ledger ledger = new LoggedLedger(store.table(), store.packs(), logging(store, changelog));
        Map<TokenKey, IssuedToken> expected = new HashMap<>();
        for (int i = 0; i < 1_000; i++) {
            TokenKey key = TokenKey.ofId("idp", "token" + i);
            expected.put(key, issued(i, (1 + i % 2) * HOUR));
            ledger.put(key, issued(i, (1 + i % 2) * HOUR));
            if (i % 100 == 99) {
                ledger.flush();
            }
        }
        assertThat(changelog).hasSize(20);
        for (int i = 0; i < 1_000; i += 100) {
            TokenKey key = TokenKey.ofId("idp", "token" + i);
            IssuedToken revoked = issued(i, HOUR).revokedAt(5_000);
            expected.put(key, revoked);
            ledger.put(key, revoked);
        }
        assertThat(changelog).hasSize(30);
        areIn(restored(changelog), changelog, expected);

        // issued and revoked in one batch
        expected.put(TokenKey.ofId("idp", "soon"), issued(1, 2 * HOUR).revokedAt(1_001));
        ledger.put(TokenKey.ofId("idp", "soon"), issued(1, 2 * HOUR));
        ledger.put(TokenKey.ofId("idp", "soon"), issued(1, 2 * HOUR).revokedAt(1_001));
        ledger.flush();
        assertThat(changelog).hasSize(32);
        areIn(restored(changelog), changelog, expected);

        sweepAll(ledger, HOUR + HOUR / 2);
        assertThat(count(ledger)).isEqualTo(511); // what is known beyond a pack stays as long as the pack
        sweepAll(ledger, HOUR + HOUR / 2);
        sweepAll(ledger, HOUR + HOUR / 2);
        expected.values().removeIf(token -> expiry(token) < HOUR + HOUR / 2);
        assertThat(changelog).hasSize(12);
        areIn(restored(changelog), changelog, expected);

        LedgerStore again = restored(changelog);
        ledger = new LoggedLedger(again.table(), again.packs(), logging(again, changelog));
        ledger.put(TokenKey.ofId("idp", "late"), issued(1, 2 * HOUR));
        ledger.flush();
        assertThat(changelog).hasSize(13);
        for (int i = 0; i < 3; i++) {
            sweepAll(ledger, 3 * HOUR);
        }
        assertThat(changelog).isEmpty();
    }

    private static void areIn(LedgerStore store, Map<Bytes, byte[]> changelog, Map<TokenKey, IssuedToken> expected) {
        Ledger ledger = new LoggedLedger(store.table(), store.packs(), logging(store, changelog));
        assertThat(count(ledger)).isEqualTo(expected.size());
        expected.forEach((key, token) -> assertThat(ledger.get(key)).isEqualTo(token));
    }

    private static void sweepAll(Ledger ledger, long past) {
        ledger.sweep(5_000, token -> expiry(token) < past);
    }

    private static long expiry(IssuedToken token) {
        return token.statements().get(0).claims().expiresAt();
    }

    private static IssuedToken issued(int number, long expiry) {
        TokenClaims claims =
                new TokenClaims("idp", null, false, null, "user" + number, "shop", "key", 1_000, expiry + number);
        return new IssuedToken(List.of(new Statement(1_000, claims)), false, Times.UNKNOWN, 1_000);
    }

    /** A store that has read this changelog back. */
    private static LedgerStore restored(Map<Bytes, byte[]> changelog) {
        LedgerStore store = new LedgerStore("ledger", (task, opened) -> {});
        store.init(
                (StateStoreContext) Proxy.newProxyInstance(
                        LedgerStoresTest.class.getClassLoader(),
                        new Class<?>[] {StateStoreContext.class},
                        (proxy, method, arguments) -> {
                            if (method.getName().equals("register")) {
                                ((BatchingStateRestoreCallback) arguments[1])
                                        .restoreAll(changelog.entrySet().stream()
                                                .map(entry -> KeyValue.pair(
                                                        entry.getKey().get(), entry.getValue()))
                                                .toList());
                            }
                            return method.getName().equals("taskId") ? new TaskId(0, 0) : null;
                        }),
                store);
        return store;
    }

    /** As Kafka Streams logs it, and the broker compacts that. */
    @SuppressWarnings("unchecked")
    private static KeyValueStore<Bytes, byte[]> logging(LedgerStore store, Map<Bytes, byte[]> changelog) {
        return (KeyValueStore<Bytes, byte[]>) Proxy.newProxyInstance(
                LedgerStoresTest.class.getClassLoader(),
                new Class<?>[] {KeyValueStore.class},
                (proxy, method, arguments) -> {
                    changelog.remove(arguments[0]);
                    if (method.getName().equals("put")) {
                        changelog.put((Bytes) arguments[0], (byte[]) arguments[1]);
                    }
                    return method.invoke(store, arguments);
                });
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
