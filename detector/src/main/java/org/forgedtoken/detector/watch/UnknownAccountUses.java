package org.forgedtoken.detector.watch;

import java.util.SortedMap;
import java.util.TreeMap;
import org.forgedtoken.detector.alert.StatusDetail;
import org.forgedtoken.detector.rule.Rule;
import org.forgedtoken.detector.rule.source.UnknownAccountsRule;
import org.forgedtoken.detector.step.UnknownUse;

/** WATCH's part for sources that use tokens of accounts which do not exist. */
final class UnknownAccountUses {
    private final UnknownAccountsRule rule;
    private final SourceTelling telling;
    private final Campaigns campaigns;

    UnknownAccountUses(UnknownAccountsRule rule, SourceTelling telling, Campaigns campaigns) {
        this.rule = rule;
        this.telling = telling;
        this.campaigns = campaigns;
    }

    /** Takes in that the source did, or that the account exists after all. */
    void take(SeenSource source, UnknownUse use) {
        if (use.explained()) {
            rule.known(source.unknown, use.account());
            campaigns.known(source, use.account(), true);
        } else {
            rule.unknown(source.unknown, use.account(), use.time());
            campaigns.unknown(source, use);
        }
        boolean broken = rule.isBroken(source.unknown);
        Episode told = source.unknownTold;
        if (told == null && broken) {
            long accounts = source.unknown.count();
            long accesses = source.usesOfUnknown == null ? 0 : source.usesOfUnknown.accesses();
            source.unknownTold = new Episode(source.unknown.earliest(), use.time(), Math.max(accounts, accesses));
            SortedMap<String, String> more = new TreeMap<>();
            more.put("accounts_count", Long.toString(accounts));
            telling.begun(source, Rule.ACCOUNT_UNKNOWN, source.unknownTold, more);
            campaigns.tell(source);
        } else if (told != null && !broken && use.explained()) {
            source.unknownTold = null;
            source.usesOfUnknown = null;
            telling.withdrawn(source, Rule.ACCOUNT_UNKNOWN, told, StatusDetail.LATE_RECORD);
        } else if (told != null && !use.explained()) {
            Episode now = told.with(use.time(), use.accesses());
            source.unknownTold = now;
            telling.grown(source, Rule.ACCOUNT_UNKNOWN, now, use.accesses());
        }
    }
}
