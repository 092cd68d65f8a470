package org.forgedtoken.detector.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class LaneTest {

    @Test
    void doesWhatItIsToldInThatOrder() {
        List<Integer> done = new ArrayList<>();
        try (Lane lane = new Lane("test")) {
            IntStream.range(0, 100_000).forEach(i -> lane.execute(() -> done.add(i)));
            lane.end();
        }
        assertThat(done)
                .containsExactlyElementsOf(IntStream.range(0, 100_000).boxed().toList());
    }

    @Test
    void aChainOfLanesKeepsTheOrder() {
        List<Integer> done = new ArrayList<>();
        try (Lane last = new Lane("last");
                Lane first = new Lane("first")) {
            IntStream.range(0, 10_000).forEach(i -> first.execute(() -> last.execute(() -> done.add(i))));
            first.end();
            last.end();
        }
        assertThat(done)
                .containsExactlyElementsOf(IntStream.range(0, 10_000).boxed().toList());
    }

    @Test
    void whatGoesWrongIsToldToWhoeverTellsAndNothingIsDoneBehindIt() {
        UncheckedIOException full = new UncheckedIOException(new FileSystemException("no space"));
        AtomicInteger done = new AtomicInteger();
        try (Lane last = new Lane("last");
                Lane first = new Lane("first")) {
            assertThatThrownBy(() -> {
                        first.execute(() -> last.execute(() -> {
                            throw full;
                        }));
                        while (true) {
                            first.execute(() -> last.execute(done::incrementAndGet));
                        }
                    })
                    .isSameAs(full);
        }
        assertThat(done).hasValue(0);
    }

    @Test
    void whatGoesWrongLastIsToldAtTheEnd() {
        try (Lane lane = new Lane("test")) {
            lane.execute(() -> {
                throw new IllegalStateException("the last one");
            });
            assertThatThrownBy(lane::end).hasMessage("the last one");
        }
    }

    @Test
    void whoeverTellsWaitsForALaneThatIsBehind() {
        CountDownLatch slow = new CountDownLatch(1);
        AtomicInteger told = new AtomicInteger();
        AtomicBoolean ended = new AtomicBoolean();
        try (Lane lane = new Lane("test")) {
            Thread teller = new Thread(() -> {
                lane.execute(() -> awaitUninterrupted(slow));
                for (int i = 0; i < 100_000; i++) {
                    lane.execute(told::incrementAndGet);
                    if (i == 50_000) {
                        ended.set(true);
                    }
                }
                lane.end();
            });
            teller.start();
            await().atMost(Duration.ofMinutes(2)).until(() -> teller.getState() == Thread.State.WAITING);
            assertThat(ended).isFalse();
            slow.countDown();
            await().atMost(Duration.ofMinutes(2)).until(() -> !teller.isAlive());
        }
        assertThat(told).hasValue(100_000);
    }

    @Test
    void aClosedLaneLeavesTheRest() {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch closing = new CountDownLatch(1);
        AtomicInteger done = new AtomicInteger();
        Lane lane = new Lane("test");
        lane.execute(() -> {
            begun.countDown();
            awaitUninterrupted(closing);
        });
        IntStream.range(0, 100).forEach(i -> lane.execute(done::incrementAndGet));
        awaitUninterrupted(begun);
        Thread closer = new Thread(lane::close);
        closer.start();
        await().atMost(Duration.ofMinutes(2)).until(() -> closer.getState() == Thread.State.TIMED_WAITING);
        closing.countDown();
        await().atMost(Duration.ofMinutes(2)).until(() -> !closer.isAlive());
        assertThat(done.get()).isLessThan(100);
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
