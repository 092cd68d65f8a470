package org.forgedtoken.detector.ledger;

import org.jspecify.annotations.Nullable;

/**
 * One of the parts of a ledger, which grow each for itself: in a slot what a token does not have in common with others,
 * or, where that is too long for one, all of it on its own. Written by one thread; another may read while nothing is
 * written.
 */
final class Part implements HashIndex.Records {
    private final Profiles profiles;
    private final Slabs slabs = new Slabs();
    private final Large large = new Large();
    private final HashIndex index = new HashIndex(this);

    Part(Profiles profiles) {
        this.profiles = profiles;
    }

    @Nullable
    IssuedToken get(TokenHash hash) {
        int at = index.find(hash);
        return at == HashIndex.NOT_FOUND ? null : token(index.place(at));
    }

    /** See {@link TokenTable#fetch}: where the entry is looked for first. */
    int fetchMark(TokenHash hash) {
        return index.mark(hash);
    }

    /** See {@link TokenTable#fetch}: the entry from its first byte to its last. */
    int fetch(TokenHash hash) {
        int at = index.find(hash);
        if (at == HashIndex.NOT_FOUND || !Place.isSlot(index.place(at))) {
            return 0;
        }
        int place = index.place(at);
        return Slot.last(slabs.page(place), Slabs.offset(place));
    }

    /** The entry's bytes as they were put; not to be changed. */
    byte @Nullable [] value(TokenHash hash) {
        int at = index.find(hash);
        return at == HashIndex.NOT_FOUND ? null : value(index.place(at));
    }

    /** Puts an entry; returns whether there was none. */
    boolean put(TokenHash hash, byte[] value) {
        int place = keep(hash, value);
        int at = index.find(hash);
        if (at == HashIndex.NOT_FOUND) {
            index.add(hash, place);
            return true;
        }
        letGo(index.place(at));
        index.moved(at, place);
        return false;
    }

    /** Removes an entry; returns whether there was one. */
    boolean remove(TokenHash hash) {
        int at = index.find(hash);
        if (at == HashIndex.NOT_FOUND) {
            return false;
        }
        int place = index.place(at);
        index.remove(at);
        letGo(place);
        return true;
    }

    /** The first entry's place at or behind this one, or a negative number. */
    int next(int from) {
        int place = Place.isSlot(from) ? slabs.next(from) : -1;
        return place < 0 ? large.next(from) : place;
    }

    IssuedToken token(int place) {
        if (!Place.isSlot(place)) {
            return TokenForm.token(large.get(place).value());
        }
        byte[] page = slabs.page(place);
        int at = Slabs.offset(place);
        int profile = Slot.profile(page, at);
        return profile == Profiles.NONE
                ? TokenForm.token(whole(page, at))
                : TokenForm.brief(profiles.of(profile).profile(), Slot.content(page, at));
    }

    TokenHash hash(int place) {
        if (!Place.isSlot(place)) {
            return large.get(place).hash();
        }
        byte[] page = slabs.page(place);
        int at = Slabs.offset(place);
        return new TokenHash(Slot.high(page, at), Slot.low(page, at));
    }

    @Override
    public boolean has(int place, TokenHash hash) {
        if (!Place.isSlot(place)) {
            return large.get(place).hash().equals(hash);
        }
        byte[] page = slabs.page(place);
        int at = Slabs.offset(place);
        return Slot.low(page, at) == hash.low() && Slot.high(page, at) == hash.high();
    }

    @Override
    public long low(int place) {
        return Place.isSlot(place)
                ? Slot.low(slabs.page(place), Slabs.offset(place))
                : large.get(place).hash().low();
    }

    /** Bytes that it takes, but for what is long. */
    long bytes() {
        return slabs.total() + index.bytes();
    }

    private int keep(TokenHash hash, byte[] value) {
        int rest = TokenForm.HEAD + TokenForm.profileLength(value);
        int profile = value.length - rest > Slot.LONGEST ? Profiles.NONE : profiles.add(value, TokenForm.HEAD, rest);
        int from = profile == Profiles.NONE ? 0 : rest;
        return value.length - from > Slot.LONGEST
                ? large.put(hash, value)
                : slabs.put(profile, hash, value, from, value.length);
    }

    private void letGo(int place) {
        if (!Place.isSlot(place)) {
            large.remove(place);
            return;
        }
        profiles.remove(Slot.profile(slabs.page(place), Slabs.offset(place)));
        slabs.remove(place);
    }

    private byte[] value(int place) {
        return Place.isSlot(place)
                ? whole(slabs.page(place), Slabs.offset(place))
                : large.get(place).value();
    }

    private byte[] whole(byte[] page, int at) {
        int number = Slot.profile(page, at);
        byte[] profile = number == Profiles.NONE ? null : profiles.of(number).bytes();
        int front = profile == null ? 0 : TokenForm.HEAD + profile.length;
        byte[] value = new byte[front + Slot.length(page, at)];
        if (profile != null) {
            TokenForm.head(value, profile);
        }
        Slot.copy(page, at, value);
        return value;
    }
}
