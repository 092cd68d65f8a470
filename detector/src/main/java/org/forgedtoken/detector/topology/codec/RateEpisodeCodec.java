package org.forgedtoken.detector.topology.codec;

import java.io.IOException;
import org.forgedtoken.detector.rule.rate.RateEpisode;
import org.forgedtoken.detector.rule.rate.RateFinding;

/** The bytes of an open episode. */
public final class RateEpisodeCodec implements Codec<RateEpisode> {
    @Override
    public void write(RateEpisode episode, ByteWriter out) {
        RateFinding first = episode.first();
        Constants.RATE_WINDOW.write(first.window(), out);
        out.writeLong(first.time());
        out.writeLong(first.count());
        out.writeDouble(first.usual());
        out.writeDouble(first.surprise());
        Constants.BASIS.write(first.basis(), out);
        out.writeLong(episode.last());
        out.writeLong(episode.accesses());
        out.writeLong(episode.seen());
    }

    @Override
    public RateEpisode read(ByteReader in) throws IOException {
        RateFinding first = new RateFinding(
                Constants.RATE_WINDOW.read(in),
                in.readLong(),
                in.readLong(),
                in.readDouble(),
                in.readDouble(),
                Constants.BASIS.read(in));
        return new RateEpisode(first, in.readLong(), in.readLong(), in.readLong());
    }
}
