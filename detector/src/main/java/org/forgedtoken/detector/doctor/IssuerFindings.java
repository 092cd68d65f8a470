package org.forgedtoken.detector.doctor;

import static org.forgedtoken.detector.alert.VisibleText.quoted;
import static org.forgedtoken.detector.doctor.Plain.isMore;
import static org.forgedtoken.detector.doctor.Plain.share;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.forgedtoken.detector.doctor.Checkup.Advice.Weight;
import org.forgedtoken.detector.doctor.FeedSample.Stated;
import org.forgedtoken.detector.feed.Feed;
import org.forgedtoken.detector.feed.IdentityKind;
import org.forgedtoken.detector.rule.Undetermined;
import org.forgedtoken.detector.settings.Catalogue;
import org.forgedtoken.detector.settings.Nearest;

/** Whether the tokens in use meet the issuance feed, and the keys and accounts that they name those lists. */
final class IssuerFindings extends Checkup.Findings {
    private static final int MOST = 20;
    private static final String OF_THE_TOKENS = " of the tokens in use";

    IssuerFindings(Checkup checkup) {
        super(checkup);
    }

    void find() {
        outlook.byIssuer.entrySet().stream()
                .filter(entry -> entry.getValue().tokens > 0 && !sample.issued.isEmpty())
                .sorted(Comparator.comparingLong(entry -> -entry.getValue().tokens))
                .limit(MOST)
                .forEach(entry -> issuer(entry.getKey(), entry.getValue()));
        keys();
        accounts();
    }

    private void issuer(String issuer, Outlook.Fates fates) {
        long uncarried = fates.of(Undetermined.ISSUER);
        if (uncarried > 0) {
            uncarried(issuer, uncarried);
            return;
        }
        String part = share(fates.tokens, outlook.all.tokens) + OF_THE_TOKENS;
        String as = sample.carried.judgedAs(issuer);
        if (!as.equals(issuer)) {
            String finding = issuer.equals(settings.issuerUnlessSet()) ? "no-issuer-judged-as" : "issuer-judged-as";
            tell(Weight.HELPS, finding, quoted(issuer), part, quoted(as), Plain.value(as));
        }
        Weight weight = fates.judgeable() == 0 && fates.tokens == outlook.all.tokens ? Weight.STOPS : Weight.HARMS;
        Stated access = sample.used.getOrDefault(issuer, new Stated());
        Stated issuance = sample.issued.getOrDefault(as, new Stated());
        long unmet = fates.of(Undetermined.IDENTITY);
        if (isMore(unmet, fates.tokens, 1)) {
            String common = common(access, issuance).orElse("");
            tell(
                    weight,
                    common.isEmpty() ? "no-identity" : "identity",
                    share(unmet, fates.tokens),
                    quoted(issuer),
                    Plain.by(access.mostlyKeyedBy()),
                    Plain.by(issuance.mostlyKeyedBy()),
                    Plain.value(as),
                    common);
        } else if (access.withoutId > 0 && issuance.stating(IdentityKind.ID) > 0) {
            tell(Weight.HELPS, "no-id", access.withoutId, quoted(issuer), Plain.value(as));
        }
        if (isMore(fates.of(Undetermined.KIND), fates.tokens, 1)) {
            tell(weight, "kind", share(fates.of(Undetermined.KIND), fates.tokens), quoted(issuer));
        }
        if (fates.absent > 0 && fates.found == 0) {
            tell(Weight.HARMS, "none-found", fates.absent, quoted(issuer));
        }
    }

    private void uncarried(String issuer, long tokens) {
        boolean unsaid = issuer.equals(settings.get(Catalogue.ACCESS_ISSUER));
        Optional<String> near = sample.issued.keySet().stream()
                .limit(MOST)
                .min(Comparator.comparingInt(carried -> Nearest.distance(carried, issuer)))
                .filter(carried -> unsaid || Nearest.distance(carried, issuer) <= Math.max(2, issuer.length() / 4));
        if (!settings.get(Catalogue.ISSUER_EXPECTED_UNCOVERED).contains(issuer)) {
            tell(
                    tokens == outlook.all.tokens ? Weight.STOPS : Weight.HARMS,
                    unsaid ? "no-issuer-uncarried" : "issuer-uncarried",
                    quoted(issuer),
                    share(tokens, outlook.all.tokens) + OF_THE_TOKENS,
                    near.map(carried -> ": the nearest is " + quoted(carried)).orElse(""),
                    Plain.value(near.orElse("<issuer>")));
        }
    }

    /** By what all issuances and some accesses could meet. */
    private static Optional<String> common(Stated access, Stated issuance) {
        return List.of(IdentityKind.values()).stream()
                .filter(kind -> access.stating(kind) > 0 && issuance.stating(kind) == issuance.tokens)
                .map(kind -> kind.name().toLowerCase(Locale.ROOT))
                .findFirst();
    }

    private void keys() {
        if (sample.feed(Feed.KEYS).records == 0) {
            tell(Weight.HELPS, "no-keys-feed");
            return;
        }
        sample.used.entrySet().stream().limit(MOST).forEach(entry -> {
            String issuer = entry.getKey();
            Stated known = sample.listed.get(sample.carried.judgedAs(issuer));
            List<String> unlisted = entry.getValue().keyIds.stream()
                    .filter(key -> known != null && !known.keyIds.contains(key))
                    .toList();
            if (known == null) {
                tell(Weight.HELPS, "no-keys", quoted(issuer));
            } else if (known.knowsAllKeys() && !unlisted.isEmpty()) {
                tell(Weight.HARMS, "keys-missing", unlisted.size(), quoted(issuer), Plain.named(unlisted));
            }
        });
    }

    private void accounts() {
        FeedSample accounts = sample.feed(Feed.ACCOUNTS);
        long unlisted = outlook.withAccount - outlook.accountListed;
        if (accounts.records == 0) {
            tell(Weight.HELPS, "no-accounts-feed");
        } else if (!accounts.isFull() && isMore(unlisted, outlook.withAccount, 10)) {
            tell(Weight.HARMS, "accounts-missing", share(unlisted, outlook.withAccount));
        }
    }
}
