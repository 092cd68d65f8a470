package org.forgedtoken.detector.reading;

import org.forgedtoken.detector.feed.Feed;

/** How the records of each feed are written. */
public record FeedFormats(FeedFormat access, FeedFormat issuance) {

    /** The format that needs no mapping, for both. */
    public static final FeedFormats NATIVE = new FeedFormats(FeedFormat.NATIVE, FeedFormat.NATIVE);

    /**
     * The formats of these names.
     *
     * @throws WrongMapping with what is wrong with the first that is wrong
     */
    public static FeedFormats named(String access, String issuance) {
        return new FeedFormats(FeedFormat.named(access, Feed.ACCESS), FeedFormat.named(issuance, Feed.ISSUANCE));
    }
}
