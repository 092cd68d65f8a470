package org.forgedtoken.detector.topology.codec;

import java.io.IOException;
import org.forgedtoken.detector.feed.AnalystAction;

/** The bytes of what an analyst decided. */
public final class AnalystActionCodec implements Codec<AnalystAction> {
    @Override
    public void write(AnalystAction action, ByteWriter out) {
        FeedForms.action(action, out);
    }

    @Override
    public AnalystAction read(ByteReader in) throws IOException {
        return FeedForms.action(in);
    }
}
