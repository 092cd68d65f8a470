package org.forgedtoken.detector.doctor;

import java.util.List;

/** What a sample says of its feeds: findings, and what can be judged at all. */
public final class Checkup {
    final Sample sample;
    final Outlook outlook;
    private final Advice.Book book = new Advice.Book();

    /** Looks at what was read. */
    public Checkup(Sample sample) {
        this.sample = sample;
        this.outlook = new Outlook(sample);
        new FeedFindings(sample, outlook, book).find();
        new IssuerFindings(sample, outlook, book).find();
        new LedgerFindings(sample, outlook, book).find();
    }

    /** The worst first. */
    List<Advice> advices() {
        return book.sorted();
    }

    /** Whether nothing could ever be judged of such feeds. */
    public boolean isHopeless() {
        Outlook.Fates all = outlook.all;
        boolean isWhole = !sample.live && sample.feeds.values().stream().noneMatch(FeedSample::isFull);
        return all.judgeable() == 0 || (isWhole && all.found + all.absent == 0);
    }

    /** What can be judged, in a sentence. */
    String verdict() {
        Outlook.Fates all = outlook.all;
        if (isHopeless()) {
            return "nothing can be judged: "
                    + (all.tokens == 0
                            ? "no access carries a token that was accepted."
                            : all.judgeable() > 0
                                    ? "no token in use lies in what the issuance feed covers."
                                    : "no token in use has an issuer and an identity that the issuance feed has too.");
        }
        long later = all.judgeable() - all.found - all.absent;
        return Plain.share(all.judgeable(), all.tokens) + " of the tokens in use can be judged (" + all.judgeable()
                + " of " + all.tokens + "). By this sample alone " + all.found + " are issued, " + all.absent
                + " would be called never issued, and " + later + " need more of the issuance feed.";
    }
}
