package org.forgedtoken.detector.doctor;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.forgedtoken.detector.alert.VisibleText;
import org.forgedtoken.detector.doctor.Checkup.Advice.Weight;
import org.forgedtoken.detector.doctor.FeedSample.Stated;
import org.forgedtoken.detector.feed.Feed;
import org.forgedtoken.detector.report.Page;
import org.forgedtoken.detector.settings.Catalogue;
import org.forgedtoken.detector.settings.Settings;
import org.jspecify.annotations.Nullable;

/** What a sample says of its feeds: findings, and what can be judged at all. */
public final class Checkup {
    /** So many commits lie between a record and its alert: of READ, of JUDGE, and of what groups findings. */
    private static final int COMMITS = 3;

    final Sample sample;
    public final Outlook outlook;
    private final List<Advice> advices = new ArrayList<>();

    /** Looks at what was read. */
    public Checkup(Sample sample) {
        this.sample = sample;
        this.outlook = new Outlook(sample);
        FeedFindings feeds = new FeedFindings(this);
        feeds.find();
        new IssuerFindings(this).find();
        feeds.ledger();
    }

    /** The worst first. */
    public List<Advice> advices() {
        return advices.stream().sorted(Comparator.comparing(Advice::weight)).toList();
    }

    /** Whether nothing could ever be judged of such feeds. */
    public boolean isHopeless() {
        Outlook.Fates all = outlook.all;
        boolean isWhole = !sample.live && sample.feeds.values().stream().noneMatch(FeedSample::isFull);
        return all.judgeable() == 0 || (isWhole && all.found + all.absent == 0);
    }

    /** What can be judged, in a sentence. */
    public String verdict() {
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

    /**
     * What tokens in use, the issuance feed and the keys feed say of an issuer.
     *
     * @param listed null: there is no key of it, as there is no token for the others
     */
    public record Issuer(
            String name,
            @Nullable Stated used,
            @Nullable Stated issued,
            @Nullable Stated listed) {}

    /** For people: findings, what they rest on, and the verdict as the last line. */
    public String page(long commitMillis) {
        Set<String> names = new TreeSet<>(sample.used.keySet());
        names.addAll(sample.issued.keySet());
        return Page.of(
                "doctor/checkup.ftl",
                Map.of(
                        "checkup",
                        this,
                        "sample",
                        sample,
                        "issuance",
                        sample.feed(Feed.ISSUANCE),
                        "issuers",
                        names.stream()
                                .map(name -> new Issuer(
                                        name, sample.used.get(name), sample.issued.get(name), sample.listed.get(name)))
                                .toList(),
                        "grace",
                        sample.settings.millis(Catalogue.LEDGER_GRACE),
                        "skew",
                        sample.settings.millis(Catalogue.CLOCK_SKEW),
                        "own",
                        COMMITS * commitMillis,
                        "plain",
                        Plain.class,
                        "visible",
                        VisibleText.class,
                        "feeds",
                        FeedSample.class));
    }

    /**
     * One finding.
     *
     * @param says a sentence
     * @param change the setting to change, or what else to do
     */
    public record Advice(Weight weight, String says, String change) {

        /** How much it matters. */
        public enum Weight {
            /** Because of it nothing can be judged. */
            STOPS,
            /** Some verdicts are missing, late or wrong. */
            HARMS,
            /** More could be told. */
            HELPS
        }
    }

    /** Looks for findings of one sort. */
    abstract static class Findings {
        private static final ResourceBundle TEXTS = ResourceBundle.getBundle("doctor.findings");
        private static final Pattern PLACE = Pattern.compile("\\{(\\d)}");

        final Sample sample;
        final Outlook outlook;
        final Settings settings;
        private final List<Advice> advices;

        Findings(Checkup checkup) {
            this.sample = checkup.sample;
            this.outlook = checkup.outlook;
            this.settings = sample.settings;
            this.advices = checkup.advices;
        }

        /** @param values what takes the places in the texts of this finding */
        final void tell(Weight weight, String finding, Object... values) {
            advices.add(new Advice(weight, text(finding, values), text(finding + ".change", values)));
        }

        private static String text(String key, Object... values) {
            return PLACE.matcher(TEXTS.getString(key))
                    .replaceAll(place ->
                            Matcher.quoteReplacement(String.valueOf(values[Integer.parseInt(place.group(1))])));
        }
    }
}
