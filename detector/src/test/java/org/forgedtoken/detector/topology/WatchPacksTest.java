package org.forgedtoken.detector.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.forgedtoken.detector.rule.source.TrustClass;
import org.forgedtoken.detector.step.Channel;
import org.forgedtoken.detector.step.Watched;
import org.forgedtoken.detector.topology.codec.ForWatchCodec;
import org.forgedtoken.detector.topology.codec.WatchBatch;
import org.junit.jupiter.api.Test;

class WatchPacksTest {
    private static final int PARTITIONS = 3;

    private final ForWatchCodec codec = new ForWatchCodec();
    private final List<byte[]> sent = new ArrayList<>();
    private final WatchPacks packs =
            new WatchPacks(PARTITIONS, Channel.WATCH_SOURCES, message -> sent.add(codec.bytes(message)));

    private static Watched access(int number, String account) {
        return new Watched(1_000L * number, 1, account, "10.0.0." + number % 50, TrustClass.ISSUED, null, null);
    }

    private List<WatchBatch.Pack> read() {
        return sent.stream().map(bytes -> (WatchBatch.Pack) codec.value(bytes)).toList();
    }

    @Test
    void eachAccessArrivesOnceAtItsTaskAndInItsOrder() {
        List<List<Watched>> expected = new ArrayList<>();
        List<List<Watched>> arrived = new ArrayList<>();
        for (int i = 0; i < PARTITIONS; i++) {
            expected.add(new ArrayList<>());
            arrived.add(new ArrayList<>());
        }
        for (int i = 0; i < 10_000; i++) {
            Watched access = access(i, "account" + i);
            expected.get(Routing.partition(access.source(), PARTITIONS)).add(access);
            packs.add(access);
            if (i % 3_500 == 0) {
                packs.flush();
            }
        }
        packs.flush();
        packs.flush();
        read().forEach(pack -> arrived.get(pack.partition()).addAll(pack.accesses()));

        assertThat(arrived).isEqualTo(expected);
        assertThat(sent).hasSizeBetween(10, 20);
    }

    /** An attacker chooses the names, and a record may have 8 MiB. */
    @Test
    void longNamesMakeNoLongerPacks() {
        String tail = "x".repeat(8_000);
        for (int i = 0; i < 3_000; i++) {
            packs.add(access(i, i + tail));
        }
        packs.flush();

        assertThat(sent).allSatisfy(bytes -> assertThat(bytes).hasSizeLessThan(280_000));
        assertThat(read().stream().mapToInt(pack -> pack.accesses().size()).sum())
                .isEqualTo(3_000);
    }
}
