package org.forgedtoken.detector.topology.codec;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.forgedtoken.detector.rule.ClaimHabit;

/** The bytes of what is known of a claim. */
public final class ClaimHabitCodec implements Codec<ClaimHabit> {
    @Override
    public void write(ClaimHabit habit, DataOutput out) throws IOException {
        out.writeBoolean(habit.agreed());
        Wire.list(habit.differing(), Wire::text, out);
    }

    @Override
    public ClaimHabit read(DataInput in) throws IOException {
        return new ClaimHabit(in.readBoolean(), Wire.list(Wire::text, in));
    }
}
