package org.forgedtoken.detector.alert;

import java.util.HexFormat;
import org.forgedtoken.detector.feed.Sha256;

/** Ids that are a function of what they name, so that a replay gives the same ones. */
public final class Uid {
    private static final int BYTES = 16;

    private Uid() {}

    /** 32 hex digits: the first half of the name's SHA-256. */
    public static String of(String name) {
        return HexFormat.of().formatHex(Sha256.of(name), 0, BYTES);
    }
}
