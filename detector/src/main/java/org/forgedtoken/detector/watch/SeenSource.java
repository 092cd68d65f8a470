package org.forgedtoken.detector.watch;

import java.util.List;
import org.forgedtoken.detector.rule.source.AccountUse;
import org.forgedtoken.detector.rule.source.SourceActivity;
import org.forgedtoken.detector.rule.source.UnknownAccounts;
import org.forgedtoken.detector.rule.source.Walk;
import org.jspecify.annotations.Nullable;

/** One source as it is held: what it did, and which alerts tell of it. Mutable. */
final class SeenSource {
    /** Bytes of a source alone, of one of its accounts, numbers and accounts that do not exist; measured, rounded up. */
    private static final int BYTES_ALONE = 300;

    private static final int BYTES_ACCOUNT = 98;
    private static final int BYTES_NUMBER = 110;
    private static final int BYTES_UNKNOWN = 96;
    /** Of uses that an incident would count; most of it is the token's name. */
    private static final int BYTES_HELD = 330;

    /** From so many accounts without a voucher it is no accident. */
    private static final int ACCUSED = 3;

    /** What is held against a source. */
    enum Shelf {
        /** Nothing: it is not even put aside. */
        CLEAN,
        /** An account or two. */
        SUSPECT,
        /** More, or an alert tells of it. */
        ACCUSED
    }

    final String name;
    final SourceActivity activity;
    final UnknownAccounts unknown;

    @Nullable
    String incident;

    @Nullable
    Episode fanOut;

    @Nullable
    Episode enumeration;

    @Nullable
    Episode unknownTold;

    /** Accesses with tokens that nobody vouches for, since the last episode. */
    long unvouched;

    /** What an incident would count of these, and has not been told of; null: nothing. */
    @Nullable
    HeldUses uses;

    /** The same, of tokens of accounts that do not exist. */
    @Nullable
    HeldUses usesOfUnknown;

    /** Where it is held. */
    Shelf shelf = Shelf.CLEAN;

    /** Since it was last its turn to go. */
    boolean wasUsedAgain;

    /** It is in the store, or waits to be written there or taken out of it. */
    boolean wasPutAside;

    /** The memory that it was last counted with. */
    int bytes;

    SeenSource(String name, SourceActivity activity) {
        this.name = name;
        this.activity = activity;
        this.unknown = new UnknownAccounts();
    }

    SeenSource(String name, SourceSnapshot left) {
        this.name = name;
        this.activity =
                new SourceActivity(left.kept(), copies(left.uses()), new Walk(left.walk()), left.first(), left.apart());
        this.unknown = new UnknownAccounts(left.depth(), left.unknown());
        this.unvouched = left.unvouched();
        this.incident = left.incident();
        this.fanOut = left.fanOut();
        this.enumeration = left.enumeration();
        this.unknownTold = left.unknownTold();
        this.uses = left.held().isEmpty() ? null : HeldUses.of(left.held());
        this.usesOfUnknown = left.heldOfUnknown().isEmpty() ? null : HeldUses.of(left.heldOfUnknown());
        this.wasPutAside = true;
    }

    SourceSnapshot snapshot() {
        return new SourceSnapshot(
                activity.kept(),
                copies(activity.uses()),
                activity.walk().steps(),
                activity.first(),
                activity.isApart(),
                unknown.depth(),
                unknown.lastUse(),
                unvouched,
                incident,
                fanOut,
                enumeration,
                unknownTold,
                uses == null ? List.of() : uses.all(),
                usesOfUnknown == null ? List.of() : usesOfUnknown.all());
    }

    /** Whether an alert tells of it. */
    boolean isTold() {
        return fanOut != null || enumeration != null || unknownTold != null;
    }

    Shelf shelfNow() {
        int held = Math.max(activity.unvouched(), unknown.size());
        if (isTold() || held >= ACCUSED) {
            return Shelf.ACCUSED;
        }
        return held > 0 ? Shelf.SUSPECT : Shelf.CLEAN;
    }

    /** About so much memory it takes. */
    int bytesNow() {
        return BYTES_ALONE
                + BYTES_ACCOUNT * activity.accounts()
                + BYTES_NUMBER * activity.walk().size()
                + activity.walk().digits()
                + BYTES_UNKNOWN * unknown.size()
                + BYTES_HELD * ((uses == null ? 0 : uses.size()) + (usesOfUnknown == null ? 0 : usesOfUnknown.size()));
    }

    private static List<AccountUse> copies(List<AccountUse> uses) {
        return uses.stream().map(AccountUse::copy).toList();
    }
}
