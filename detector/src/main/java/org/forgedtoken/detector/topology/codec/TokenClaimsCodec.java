package org.forgedtoken.detector.topology.codec;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.forgedtoken.detector.feed.TokenClaims;

/** What a token says, on its way to the instance that judges it. */
public final class TokenClaimsCodec implements Codec<TokenClaims> {
    @Override
    public void write(TokenClaims token, DataOutput out) throws IOException {
        FeedForms.claims(token, out);
    }

    @Override
    public TokenClaims read(DataInput in) throws IOException {
        return FeedForms.claims(in);
    }
}
