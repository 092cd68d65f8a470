package org.forgedtoken.detector.reading;

/** How the records of each feed are written. */
public record FeedFormats(FeedFormat access, FeedFormat issuance) {

    /** The format that needs no mapping, for both. */
    public static final FeedFormats NATIVE = new FeedFormats(FeedFormat.NATIVE, FeedFormat.NATIVE);
}
