package org.forgedtoken.detector.watch;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.forgedtoken.detector.alert.Finding;
import org.forgedtoken.detector.alert.IncidentKey;
import org.forgedtoken.detector.alert.Involved;
import org.forgedtoken.detector.alert.Involved.Who;
import org.forgedtoken.detector.rule.Rule;
import org.forgedtoken.detector.rule.Verdict;
import org.forgedtoken.detector.step.IncidentEvent;
import org.forgedtoken.detector.step.UnknownUse;
import org.forgedtoken.detector.step.Watched;
import org.jspecify.annotations.Nullable;

/**
 * What the incidents of sources count. What a source does is held until an alert tells of it, then handed over, and from
 * there on told in portions. An access on which several alerts of a source rest is told with one of them; what was told counts
 * as long as that one stands, whatever is said of its token or its account later. Where a source
 * did more than can be held before its alert, the oldest is missing, and after a crash what was seen since it was put
 * aside may be missing or be told twice: then the incident's counts are that much wrong. Not thread-safe.
 */
final class Campaigns {
    private static final int PORTION = 64;

    private final Consumer<Finding> out;
    private final Consumer<IncidentEvent.AccountKnown> incidents;
    private final Set<SeenSource> pending = new LinkedHashSet<>();
    private @Nullable Who last;

    Campaigns(Consumer<Finding> out, Consumer<IncidentEvent.AccountKnown> incidents) {
        this.out = out;
        this.incidents = incidents;
    }

    /** A source was taken up as it was left. */
    void restored(SeenSource source) {
        await(source);
    }

    /** A use of a token that nobody vouches for. */
    void seen(SeenSource source, Watched seen) {
        Involved uses = seen.involved();
        if (uses != null && source.incident == null) {
            source.uses = plus(source.uses, sharing(uses, source));
            await(source);
        }
    }

    /** A use of a token of an account that does not exist. */
    void unknown(SeenSource source, UnknownUse use) {
        if (source.incident == null) {
            for (Involved one : use.involved()) {
                source.usesOfUnknown = plus(source.usesOfUnknown, sharing(one, source));
            }
            await(source);
            known(source, use.account(), false);
        }
    }

    /** Whether an account exists that was said to be used. */
    void known(SeenSource source, String account, boolean known) {
        if (source.incident == null && source.isTold()) {
            incidents.accept(
                    new IncidentEvent.AccountKnown(new IncidentKey.OfSource(source.name).uid(), account, known));
        }
    }

    /** Tells what is held of all sources that alerts tell of. */
    void tell() {
        pending.forEach(this::tellOf);
        pending.clear();
    }

    /** Tells what is held of this one, if an alert tells of it. */
    void tell(SeenSource source) {
        tellOf(source);
        pending.remove(source);
    }

    private void await(SeenSource source) {
        if (!source.isTold()) {
            return;
        }
        if (size(source.uses) + size(source.usesOfUnknown) >= PORTION) {
            tell(source);
        } else {
            pending.add(source);
        }
    }

    private void tellOf(SeenSource source) {
        if (source.incident != null) {
            source.uses = null;
            source.usesOfUnknown = null;
            return;
        }
        boolean crawls = source.fanOut != null || source.enumeration != null;
        if (source.fanOut != null) {
            tell(source, Rule.SOURCE_FAN_OUT, source.fanOut, all(source.uses));
        } else if (source.enumeration != null) {
            tell(source, Rule.SOURCE_ENUMERATION, source.enumeration, all(source.uses));
        }
        source.uses = crawls ? null : source.uses;
        if (source.unknownTold != null) {
            tell(source, Rule.ACCOUNT_UNKNOWN, source.unknownTold, ofUnknown(source, crawls));
            source.usesOfUnknown = null;
        }
    }

    /** Those of accounts that do not exist; what nobody vouches for is told once, with the crawl where there is one. */
    private static List<Involved> ofUnknown(SeenSource source, boolean crawls) {
        List<Involved> told = new ArrayList<>();
        for (Involved one : all(source.usesOfUnknown)) {
            boolean issued = one.who().verdict() == Verdict.ISSUED;
            if (issued || !crawls) {
                told.add(one);
            }
            if (!issued && source.uses != null) {
                source.uses.take(one);
            }
        }
        return told;
    }

    private void tell(SeenSource source, Rule rule, Episode episode, List<Involved> uses) {
        if (!uses.isEmpty()) {
            out.accept(new Finding.Involving(SourceTelling.key(source, rule, episode), uses));
            for (Involved one : uses) {
                String account = one.who().account();
                if (account != null && source.unknown.has(account)) {
                    known(source, account, false);
                }
            }
        }
    }

    /** With the texts that it has in common with the use before it, mostly all but token and account. */
    private Involved sharing(Involved uses, SeenSource source) {
        Who who = uses.who();
        Who before = last == null ? who : last;
        last = new Who(
                who.token(),
                who.issuer().equals(before.issuer()) ? before.issuer() : who.issuer(),
                who.account(),
                Objects.equals(who.keyId(), before.keyId()) ? before.keyId() : who.keyId(),
                source.name,
                Objects.equals(who.endpoint(), before.endpoint()) ? before.endpoint() : who.endpoint(),
                who.verdict(),
                who.proof());
        return new Involved(last, uses.accesses(), uses.first(), uses.last());
    }

    private static HeldUses plus(@Nullable HeldUses held, Involved more) {
        HeldUses now = held == null ? new HeldUses() : held;
        now.add(more);
        return now;
    }

    private static List<Involved> all(@Nullable HeldUses held) {
        return held == null ? List.of() : held.all();
    }

    private static int size(@Nullable HeldUses held) {
        return held == null ? 0 : held.size();
    }
}
