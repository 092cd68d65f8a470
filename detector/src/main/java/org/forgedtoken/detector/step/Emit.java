package org.forgedtoken.detector.step;

import org.forgedtoken.detector.alert.Finding;
import org.forgedtoken.detector.feed.PlainUse;
import org.forgedtoken.detector.rule.source.TrustClass;

/** Where a stage says what it has to say. It knows the channel, and not who carries the message. */
public interface Emit {
    /** Behind all that was said before on this channel. */
    <M> void to(Channel<M> channel, M message);

    /** What WATCH is to know of a use that changes nothing else, and speaks for an account. */
    default void ordinary(PlainUse use) {
        Watched seen = new Watched(use.time(), 1, use.accountText(), use.source(), TrustClass.ISSUED, null, null);
        to(Channel.WATCH_ACCOUNTS, seen.counted());
        to(Channel.WATCH_SOURCES, seen);
    }

    /** What GROUP is to know of an alert. */
    default void finding(Finding finding) {
        to(Channel.FINDINGS, new ForGroup.Found(finding));
    }
}
