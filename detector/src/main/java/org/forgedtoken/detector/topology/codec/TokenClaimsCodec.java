package org.forgedtoken.detector.topology.codec;

import java.io.IOException;
import org.forgedtoken.detector.feed.TokenClaims;

/** What a token says, on its way to the instance that judges it. */
public final class TokenClaimsCodec implements Codec<TokenClaims> {
    @Override
    public void write(TokenClaims token, ByteWriter out) {
        FeedForms.claims(token, out);
    }

    @Override
    public TokenClaims read(ByteReader in) throws IOException {
        return FeedForms.claims(in);
    }
}
