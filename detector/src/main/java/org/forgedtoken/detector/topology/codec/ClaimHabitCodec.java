package org.forgedtoken.detector.topology.codec;

import java.io.IOException;
import org.forgedtoken.detector.rule.ClaimHabit;

/** The bytes of what is known of a claim. */
public final class ClaimHabitCodec implements Codec<ClaimHabit> {
    @Override
    public void write(ClaimHabit habit, ByteWriter out) {
        out.writeBoolean(habit.agreed());
        Wire.list(habit.differing(), Wire::text, out);
    }

    @Override
    public ClaimHabit read(ByteReader in) throws IOException {
        return new ClaimHabit(in.readBoolean(), Wire.list(Wire::text, in));
    }
}
