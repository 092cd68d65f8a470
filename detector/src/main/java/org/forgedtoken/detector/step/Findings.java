package org.forgedtoken.detector.step;

import org.forgedtoken.detector.alert.Finding;

/** Takes findings on to GROUP. */
@FunctionalInterface
public interface Findings {
    void accept(Finding finding);
}
