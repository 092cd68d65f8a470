package org.forgedtoken.detector.reading;

import org.forgedtoken.detector.feed.Feed;
import org.jspecify.annotations.Nullable;

/** How the records of each feed are written. */
public record FeedFormats(FeedFormat access, FeedFormat issuance) {

    /** The format that needs no mapping, for both. */
    public static final FeedFormats NATIVE = new FeedFormats(FeedFormat.NATIVE, FeedFormat.NATIVE);

    /**
     * The formats of these names.
     *
     * @throws WrongMapping with what is wrong with either
     */
    public static FeedFormats named(String access, String issuance) {
        WrongMapping wrong = null;
        FeedFormat forAccess = FeedFormat.NATIVE;
        FeedFormat forIssuance = FeedFormat.NATIVE;
        try {
            forAccess = FeedFormat.named(access, Feed.ACCESS);
        } catch (WrongMapping e) {
            wrong = e;
        }
        try {
            forIssuance = FeedFormat.named(issuance, Feed.ISSUANCE);
        } catch (WrongMapping e) {
            wrong = both(wrong, e);
        }
        if (wrong != null) {
            throw wrong;
        }
        return new FeedFormats(forAccess, forIssuance);
    }

    private static WrongMapping both(@Nullable WrongMapping first, WrongMapping second) {
        return first == null ? second : first.and(second);
    }
}
