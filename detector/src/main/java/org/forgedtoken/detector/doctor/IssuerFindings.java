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
import org.forgedtoken.detector.doctor.Outlook.Fates;
import org.forgedtoken.detector.feed.Feed;
import org.forgedtoken.detector.feed.IdentityKind;
import org.forgedtoken.detector.rule.Undetermined;
import org.forgedtoken.detector.settings.Catalogue;
import org.forgedtoken.detector.settings.Nearest;

/** Whether the tokens in use meet the issuance feed, and the keys and accounts that they name those lists. */
final class IssuerFindings extends Checkup.Findings {
    private static final int MOST = 20;

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

    private void issuer(String issuer, Fates fates) {
        long uncarried = fates.of(Undetermined.ISSUER);
        if (uncarried > 0) {
            uncarried(issuer, uncarried);
            return;
        }
        Weight weight = fates.tokens == outlook.all.tokens ? Weight.STOPS : Weight.HARMS;
        String part = share(fates.tokens, outlook.all.tokens) + " of the tokens in use";
        String as = sample.carried.judgedAs(issuer);
        if (!as.equals(issuer)) {
            boolean unsaid = issuer.equals(settings.issuerUnlessSet());
            helps(
                    unsaid
                            ? part + " name no issuer, and are judged as those of " + quoted(as) + "."
                            : "Issuer " + quoted(issuer) + " (" + part + ") is judged as " + quoted(as) + ".",
                    unsaid ? "access.issuer=" + Plain.value(as) : "none; better let both feeds spell it alike");
        }
        Stated access = sample.used.getOrDefault(issuer, new Stated());
        Stated issuance = sample.issued.getOrDefault(as, new Stated());
        if (isMore(fates.of(Undetermined.IDENTITY), fates.tokens, 1)) {
            add(
                    fates.judgeable() == 0 ? weight : Weight.HARMS,
                    share(fates.of(Undetermined.IDENTITY), fates.tokens) + " of the tokens of issuer " + quoted(issuer)
                            + " cannot meet their issuance: the access feed knows them by "
                            + by(access.mostlyKeyedBy()) + ", the issuance feed by " + by(issuance.mostlyKeyedBy())
                            + ".",
                    common(access, issuance)
                            .map(kind -> "token.identity." + Plain.value(as) + '=' + kind)
                            .orElse("\"token_id\" or \"token_digest\" in a mapping: both feeds must state one of"
                                    + " them"));
        } else if (access.withoutId > 0 && issuance.stating(IdentityKind.ID) > 0) {
            helps(
                    access.withoutId + " tokens of issuer " + quoted(issuer) + " carry no \"jti\", though its issuances"
                            + " have ids: they are forged, or of another kind.",
                    "token.identity." + Plain.value(as) + "=digest, where both feeds state digests");
        }
        if (isMore(fates.of(Undetermined.KIND), fates.tokens, 1)) {
            add(
                    fates.judgeable() == 0 ? weight : Weight.HARMS,
                    share(fates.of(Undetermined.KIND), fates.tokens) + " of the tokens of issuer " + quoted(issuer)
                            + " are of a kind that the issuance feed does not carry.",
                    "issuance.format: \"kinds\" in its mapping, once the provider logs that kind");
        }
        if (fates.absent > 0 && fates.found == 0) {
            harms(
                    "None of " + fates.absent + " tokens of issuer " + quoted(issuer) + " is in the issuance feed where"
                            + " it should be, and all would be called never issued: the feeds write ids differently, or"
                            + " records are missing.",
                    "\"token_id\" in the mappings of access.format and issuance.format; token.identity");
        }
    }

    private void uncarried(String issuer, long tokens) {
        String part = share(tokens, outlook.all.tokens) + " of the tokens in use";
        boolean unsaid = issuer.equals(settings.get(Catalogue.ACCESS_ISSUER));
        Optional<String> near = sample.issued.keySet().stream()
                .limit(MOST)
                .min(Comparator.comparingInt(carried -> Nearest.distance(carried, issuer)))
                .filter(carried -> unsaid || Nearest.distance(carried, issuer) <= Math.max(2, issuer.length() / 4));
        if (settings.get(Catalogue.ISSUER_EXPECTED_UNCOVERED).contains(issuer)) {
            return;
        }
        add(
                tokens == outlook.all.tokens ? Weight.STOPS : Weight.HARMS,
                (unsaid ? "No issuer is named by " + part + ", and " : "Issuer ") + quoted(issuer)
                        + (unsaid ? "" : " (" + part + ")") + " is not carried by the issuance feed"
                        + near.map(carried -> ": the nearest is " + quoted(carried))
                                .orElse("") + ".",
                unsaid
                        ? "access.issuer=" + Plain.value(near.orElse("<issuer>"))
                        : "\"issuer\" in a mapping, so that both say the same; its feed into topic.issuance too; or"
                                + " issuer.expected-uncovered");
    }

    /** By what all issuances and some accesses could meet. */
    private static Optional<String> common(Stated access, Stated issuance) {
        return List.of(IdentityKind.values()).stream()
                .filter(kind -> access.stating(kind) > 0 && issuance.stating(kind) == issuance.tokens)
                .map(kind -> kind.name().toLowerCase(Locale.ROOT))
                .findFirst();
    }

    static String by(IdentityKind kind) {
        return kind == IdentityKind.TUPLE ? "account and client" : kind.name().toLowerCase(Locale.ROOT);
    }

    private void keys() {
        if (sample.feed(Feed.KEYS).records == 0) {
            helps("There is no keys feed: keys are not watched.", "topic.keys; of files --keys");
            return;
        }
        sample.used.entrySet().stream().limit(MOST).forEach(entry -> {
            String issuer = entry.getKey();
            Stated access = entry.getValue();
            Stated known = sample.listed.get(sample.carried.judgedAs(issuer));
            List<String> unlisted = access.keyIds.stream()
                    .filter(key -> known != null && !known.keyIds.contains(key))
                    .toList();
            if (known == null) {
                helps(
                        "The keys feed has no key of issuer " + quoted(issuer) + ": its keys are not watched.",
                        "topic.keys: \"issuer\" in its records");
            } else if (known.knowsAllKeys() && !unlisted.isEmpty()) {
                harms(
                        "The keys feed lacks " + unlisted.size() + " keys of issuer " + quoted(issuer)
                                + " that are in use, each an alert: " + Plain.named(unlisted) + ".",
                        "topic.keys");
            }
        });
    }

    private void accounts() {
        FeedSample accounts = sample.feed(Feed.ACCOUNTS);
        long unlisted = outlook.withAccount - outlook.accountListed;
        if (accounts.records == 0) {
            helps("There is no accounts feed: unknown accounts are not told.", "topic.accounts; of files --accounts");
        } else if (!accounts.isFull() && isMore(unlisted, outlook.withAccount, 10)) {
            harms(
                    share(unlisted, outlook.withAccount) + " of the tokens in use name accounts that the accounts feed"
                            + " does not list.",
                    "topic.accounts: is it whole, and does it name accounts as tokens do?");
        }
    }
}
