package org.forgedtoken.detector.replay;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.forgedtoken.detector.feed.Feed;
import org.forgedtoken.detector.judge.UnmatchedIssuers;
import org.forgedtoken.detector.rule.Undetermined;
import org.forgedtoken.detector.step.Outcome;

/** Why it says nothing that a replay has raised no alert (reference/commands.md), each a sentence. */
final class NotJudged {
    /** Of a feed of which more than one record in so many could not be read. */
    private static final int READABLE = 10;

    private NotJudged() {}

    /**
     * None where accesses were judged, of feeds that could be read.
     *
     * @param carried the issuers of the issuance feed
     * @param own {@code access.issuer}
     */
    static List<String> of(Tally tally, UnmatchedIssuers unmatched, Collection<String> carried, String own) {
        List<String> sentences = new ArrayList<>();
        for (Feed feed : Feed.values()) {
            long unreadable = tally.outcomes(feed).getOrDefault(Outcome.DEAD_LETTER, 0L);
            if (unreadable > tally.read(feed) / READABLE) {
                sentences.add(String.format(
                        Locale.ROOT,
                        "%d of %d records of the %s feed could not be read: is it in the format asked for, and whole?"
                                + " What is called .gz and is not gzip was read as text. See dead-letters.jsonl.",
                        unreadable,
                        tally.read(feed),
                        feed.label()));
            }
        }
        unmatched.sentence(carried, own).ifPresent(sentences::add);
        accesses(tally, sentences);
        return sentences;
    }

    private static void accesses(Tally tally, List<String> sentences) {
        Map<Outcome, Long> outcomes = tally.outcomes(Feed.ACCESS);
        long read = tally.read(Feed.ACCESS);
        long refused = outcomes.getOrDefault(Outcome.REFUSED, 0L);
        // without an issuance feed nothing is asked of it
        long foreign = tally.read(Feed.ISSUANCE) == 0 ? 0 : tally.undetermined().getOrDefault(Undetermined.ISSUER, 0L);
        long judged = -foreign;
        for (Outcome outcome : List.of(Outcome.ISSUED, Outcome.ALTERED, Outcome.NEVER_ISSUED, Outcome.UNDETERMINED)) {
            judged += outcomes.getOrDefault(outcome, 0L);
        }
        if (judged > 0) {
            return;
        }
        long carried = refused + foreign;
        String sentence = carried + " of " + read + (read == 1 ? " access" : " accesses") + " carried a token";
        if (carried > 0) {
            sentence += " (" + refused + " were refused, " + foreign
                    + " named an issuer that the issuance feed does not carry)";
        }
        sentences.add(sentence + ": nothing was judged.");
    }
}
