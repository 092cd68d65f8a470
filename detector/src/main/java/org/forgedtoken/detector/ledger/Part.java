package org.forgedtoken.detector.ledger;

import org.jspecify.annotations.Nullable;

/**
 * One of the parts of a ledger, which grow each for itself: in a slot what a token does not have in common with others.
 * Written by one thread; another may read while nothing is written.
 */
final class Part {
    private final Profiles profiles;
    private final Slabs slabs = new Slabs();
    private final HashIndex index = new HashIndex(slabs);

    Part(Profiles profiles) {
        this.profiles = profiles;
    }

    @Nullable
    IssuedToken get(TokenHash hash) {
        int at = index.find(hash);
        return at == HashIndex.NOT_FOUND ? null : token(index.place(at));
    }

    /** Shows the entry where it is; false where there is none. */
    boolean see(TokenHash hash, BriefEntry entry) {
        int at = index.find(hash);
        if (at == HashIndex.NOT_FOUND) {
            return false;
        }
        byte[] page = slabs.page(index.place(at));
        int offset = Slabs.offset(index.place(at));
        Slot.see(page, offset, profiles.of(Slot.profile(page, offset)).profile(), entry);
        return true;
    }

    /** See {@link TokenTable#fetch}: where the entry is looked for first. */
    int fetchMark(TokenHash hash) {
        return index.mark(hash);
    }

    /** See {@link TokenTable#fetch}: the entry from its first byte to its last. */
    int fetch(TokenHash hash) {
        int at = index.find(hash);
        if (at == HashIndex.NOT_FOUND) {
            return 0;
        }
        int place = index.place(at);
        return Slot.last(slabs.page(place), Slabs.offset(place));
    }

    /** The entry's bytes as they were put. */
    byte @Nullable [] value(TokenHash hash) {
        int at = index.find(hash);
        if (at == HashIndex.NOT_FOUND) {
            return null;
        }
        byte[] page = slabs.page(index.place(at));
        int offset = Slabs.offset(index.place(at));
        byte[] profile = profiles.of(Slot.profile(page, offset)).bytes();
        byte[] value = new byte[TokenForm.HEAD + profile.length + Slot.length(page, offset)];
        TokenForm.head(value, profile);
        Slot.copy(page, offset, value);
        return value;
    }

    /**
     * Puts the entry of these bytes; returns whether there was one.
     *
     * @param profile the number that its profile has, which is counted already
     * @param rest where the profile ends
     */
    boolean put(TokenHash hash, int profile, byte[] value, int rest) {
        int place = slabs.put(profile, hash, value, rest, value.length);
        int at = index.find(hash);
        if (at == HashIndex.NOT_FOUND) {
            index.add(hash, place);
            return false;
        }
        letGo(index.place(at));
        index.moved(at, place);
        return true;
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
        return slabs.next(from);
    }

    IssuedToken token(int place) {
        byte[] page = slabs.page(place);
        int at = Slabs.offset(place);
        return TokenForm.brief(profiles.of(Slot.profile(page, at)).profile(), Slot.content(page, at));
    }

    TokenHash hash(int place) {
        return slabs.hash(place);
    }

    /** Bytes that it takes. */
    long bytes() {
        return slabs.total() + index.bytes();
    }

    private void letGo(int place) {
        profiles.remove(Slot.profile(slabs.page(place), Slabs.offset(place)));
        slabs.remove(place);
    }
}
