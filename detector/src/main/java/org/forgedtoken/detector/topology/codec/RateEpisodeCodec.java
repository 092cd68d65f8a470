package org.forgedtoken.detector.topology.codec;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.forgedtoken.detector.rule.rate.RateEpisode;
import org.forgedtoken.detector.rule.rate.RateFinding;
import org.forgedtoken.detector.rule.rate.RateWindow;

/** The bytes of an open episode. */
public final class RateEpisodeCodec implements Codec<RateEpisode> {
    @Override
    public void write(RateEpisode episode, DataOutput out) throws IOException {
        RateFinding first = episode.first();
        Wire.constant(first.window(), out);
        out.writeLong(first.time());
        out.writeLong(first.count());
        out.writeDouble(first.usual());
        out.writeDouble(first.surprise());
        Wire.constant(first.basis(), out);
        out.writeLong(episode.last());
        out.writeLong(episode.accesses());
    }

    @Override
    public RateEpisode read(DataInput in) throws IOException {
        RateFinding first = new RateFinding(
                Wire.constant(RateWindow.class, in),
                in.readLong(),
                in.readLong(),
                in.readDouble(),
                in.readDouble(),
                Wire.constant(RateFinding.Basis.class, in));
        return new RateEpisode(first, in.readLong(), in.readLong());
    }
}
