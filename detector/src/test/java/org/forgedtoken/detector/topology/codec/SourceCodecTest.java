package org.forgedtoken.detector.topology.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.forgedtoken.detector.rule.source.BackgroundRate.Slot;
import org.forgedtoken.detector.step.Episode;
import org.forgedtoken.detector.step.SourceSnapshot;
import org.junit.jupiter.api.Test;

/** What an earlier program put aside is taken up. */
class SourceCodecTest {
    private final Episode episode = new Episode(1, 2, 3);

    @Test
    void anEarlierSourceBeginsItsFirstDayAnew() {
        SourceSnapshot source = source(77);
        byte[] bytes = new SourceCodec().bytes(source);

        SourceSnapshot earlier = new SourceCodec().value(Arrays.copyOf(bytes, bytes.length - 1 - Integer.BYTES));

        assertThat(earlier).isEqualTo(source(Integer.MIN_VALUE));
    }

    @Test
    void anEarlierSlotLacksOneCount() {
        byte[] bytes = new SlotCodec().bytes(new Slot(1, 2, 3, 4, 5));

        assertThat(new SlotCodec().value(Arrays.copyOf(bytes, bytes.length - Integer.BYTES)))
                .isEqualTo(new Slot(1, 2, 0, 4, 5));
    }

    private SourceSnapshot source(int first) {
        return new SourceSnapshot(
                1, List.of(), List.of(), first, true, 0, Map.of(), 9, null, episode, null, null, List.of(), List.of());
    }
}
