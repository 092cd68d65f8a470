package org.forgedtoken.detector.topology.codec;

import java.io.IOException;
import org.forgedtoken.detector.step.UncertainUses;
import org.forgedtoken.detector.step.UncertainUses.Use;

/** The bytes of uses of tokens for an account that may not exist. */
public final class UncertainUsesCodec implements Codec<UncertainUses> {
    @Override
    public void write(UncertainUses uses, ByteWriter out) {
        Wire.list(uses.uses(), UncertainUsesCodec::use, out);
    }

    @Override
    public UncertainUses read(ByteReader in) throws IOException {
        return new UncertainUses(Wire.list(UncertainUsesCodec::use, in));
    }

    private static void use(Use use, ByteWriter out) {
        Wire.text(use.source(), out);
        out.writeLong(use.time());
        Wire.optional(use.incident(), out);
        out.writeBoolean(use.told());
        Wire.list(use.involved(), IncidentForms::involved, out);
    }

    private static Use use(ByteReader in) throws IOException {
        return new Use(
                Wire.text(in),
                in.readLong(),
                Wire.optional(in),
                in.readBoolean(),
                Wire.list(IncidentForms::involved, in));
    }
}
