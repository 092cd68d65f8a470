package org.forgedtoken.detector.cli;

import java.time.Duration;
import org.forgedtoken.detector.demo.Campaign;
import org.forgedtoken.detector.demo.Campaign.Extras;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What of a scenario's attack is to be different. */
final class CrawlOptions {
    @Option(
            names = "--crawl-accounts",
            paramLabel = "N",
            description = "Account ids that the crawl tries, more than half of which do not exist; 0: no crawl.")
    private @Nullable Integer accounts;

    @Option(names = "--crawl-addresses", paramLabel = "N", description = "Addresses that it comes from.")
    private @Nullable Integer addresses;

    @Option(names = "--crawl-accesses", paramLabel = "N", description = "Accesses that it makes.")
    private @Nullable Long accesses;

    @Option(names = "--crawl-together", paramLabel = "N", description = "Addresses that are in use at one time.")
    private @Nullable Integer together;

    @Option(names = "--test-after", paramLabel = "D", description = "Time from the start to the one test token.")
    private @Nullable Duration testAfter;

    @Option(names = "--crawl-after", paramLabel = "D", description = "Time from the start to the crawl.")
    private @Nullable Duration after;

    @Option(names = "--crawl-length", paramLabel = "D", description = "How long the crawl takes.")
    private @Nullable Duration length;

    @Option(names = "--retired-key", paramLabel = "N", description = "Tokens forged with a retired key.")
    private @Nullable Integer retiredKey;

    @Option(names = "--unknown-key", paramLabel = "N", description = "Tokens forged with a key that is in no list.")
    private @Nullable Integer unknownKey;

    @Option(names = "--rate-spikes", paramLabel = "N", description = "Accounts that a machine reads all of a sudden.")
    private @Nullable Integer rateSpikes;

    @Option(names = "--fan-outs", paramLabel = "N", description = "Addresses with 60 forged accounts in two minutes.")
    private @Nullable Integer fanOuts;

    @Option(names = "--rotation-overdue", paramLabel = "BOOL", arity = "1", description = "Whether a key is too old.")
    private @Nullable Boolean rotationOverdue;

    /** This attack, but for what was asked to be different. */
    Campaign over(Campaign campaign) {
        int ids = or(accounts, campaign.accounts());
        if (ids == 0) {
            return Campaign.none();
        }
        boolean resized = accounts != null && campaign.accounts() > 0;
        long usual = resized ? campaign.accesses() * ids / campaign.accounts() : campaign.accesses();
        Extras extras = campaign.extras();
        return new Campaign(
                ids,
                or(addresses, campaign.addresses()),
                or(accesses, usual),
                or(together, campaign.together()),
                or(testAfter, campaign.testAfter()),
                or(after, campaign.after()),
                or(length, campaign.length()),
                new Extras(
                        or(retiredKey, extras.retiredKeyTokens()),
                        or(unknownKey, extras.unknownKeyTokens()),
                        or(rateSpikes, extras.rateSpikes()),
                        or(fanOuts, extras.fanOuts()),
                        or(rotationOverdue, extras.rotationOverdue())));
    }

    private static <T> T or(@Nullable T asked, T usual) {
        return asked == null ? usual : asked;
    }
}
