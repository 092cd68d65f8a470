package org.forgedtoken.detector.step;

import org.forgedtoken.detector.alert.Finding;

/** Where a stage says what it has to say. It knows the channel, and not who carries the message. */
public interface Emit {
    /** Behind all that was said before on this channel. */
    <M> void to(Channel<M> channel, M message);

    /** What GROUP is to know of an alert. */
    default void finding(Finding finding) {
        to(Channel.FINDINGS, new ForGroup.Found(finding));
    }
}
