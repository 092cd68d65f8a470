package org.forgedtoken.detector.rule.source;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What sources did that used issued tokens of {@value #MOST} accounts at most: nearly all sources are of that kind, each a
 * few words in one array. It remembers of each what {@link SourceActivity} would, and gives that when something else comes.
 * An attacker who changes his address with every request makes as many as he likes: there is a bound, and who was silent for
 * long goes first (Corbató's clock). Not thread-safe.
 *
 * <p>A source is found by 64 bits of a hash under a secret: among a million, two meet once in 40 million runs, and nobody
 * can choose them.
 */
public final class CleanSources {
    /** Accounts of one source. */
    private static final int MOST = 4;

    /** Of a source: its hash, when it was first seen with how many accounts it has, their hashes, and three times of each. */
    private static final int WORDS = 2 + MOST + (3 * MOST + 1) / 2;

    private static final int ACCOUNTS = 2;
    private static final int TIMES = ACCOUNTS + MOST;
    private static final int ISSUED = 0;
    private static final int SINCE = 1;
    private static final int COUNTED = 2;

    private static final long USED = 1L << 31;
    private static final int FEWEST = 64;
    private static final int NONE = -1;

    private final LongSupplier most;
    private final long secret = new SecureRandom().nextLong();

    /** One more than the place, by hash; 0 where there is none. Twice as long as there are places. */
    private int[] index = new int[2 * FEWEST];

    /**
     * By place. Places are given in the order in which sources come, and the clock goes round them: who goes is the same in
     * every run, whatever the secret.
     */
    private long[] words = new long[FEWEST * WORDS];

    /** So many places have been given; those that were given back are linked by their second word. */
    private int given;

    private int free = NONE;
    private int size;
    private int hand;

    /** @param most bytes that it may take, as many as there may be at the time */
    public CleanSources(LongSupplier most) {
        this.most = most;
    }

    /** How many there are. */
    public int size() {
        return size;
    }

    /** Bytes that it takes. */
    public long bytes() {
        return bytes(places());
    }

    /** Brings what these sources will ask for from memory; the number says nothing and stands for all that. */
    public long fetch(List<String> sources) {
        int[] places = new int[sources.size()];
        for (int i = 0; i < places.length; i++) {
            places[i] = index[slot(hash(sources.get(i)))];
        }
        long seen = 0;
        for (int place : places) {
            seen += words[Math.max(0, place - 1) * WORDS];
        }
        return seen;
    }

    /**
     * Takes in an access with an issued token.
     *
     * @param time event time, epoch ms
     * @param isElsewhere whether a source that is none of these is known otherwise
     * @return false, and nothing taken in, where it is none of these, or has too many accounts for them
     */
    public boolean see(
            String source, long time, String account, BackgroundRate background, Predicate<String> isElsewhere) {
        long hash = hash(source);
        int place = index[find(hash)] - 1;
        if (place < 0) {
            if (isElsewhere.test(source)) {
                return false;
            }
            place = add(hash);
        }
        int at = place * WORDS;
        long accountHash = SourceActivity.hash(account.getBytes(StandardCharsets.UTF_8));
        int second = Seconds.of(time);
        int known = (int) (words[at + 1] & 0xff);
        int number = 0;
        while (number < known && words[at + ACCOUNTS + number] != accountHash) {
            number++;
        }
        if (number == MOST) {
            return false;
        }
        int first = known == 0 ? second : Math.min(second, (int) (words[at + 1] >> 32));
        words[at + 1] = (long) first << 32 | USED | Math.max(known, number + 1);
        if (number == known) {
            words[at + ACCOUNTS + number] = accountHash;
            setTime(at, number, ISSUED, second);
            setTime(at, number, SINCE, second);
            count(at, number, second, background);
            return true;
        }
        setTime(at, number, ISSUED, Math.max(second, time(at, number, ISSUED)));
        if (second - SourceWindow.DAY.seconds() >= time(at, number, COUNTED)) {
            count(at, number, second, background);
        }
        return true;
    }

    /** What the source did, which is none of these any more; null where it was none. */
    public @Nullable SourceActivity take(String source) {
        long hash = hash(source);
        int slot = find(hash);
        if (index[slot] == 0) {
            return null;
        }
        int at = (index[slot] - 1) * WORDS;
        List<AccountUse> uses = new ArrayList<>(MOST);
        for (int i = 0; i < (words[at + 1] & 0xff); i++) {
            uses.add(new AccountUse(
                    words[at + ACCOUNTS + i],
                    time(at, i, ISSUED),
                    Seconds.NEVER,
                    Seconds.NEVER,
                    Seconds.NEVER,
                    time(at, i, SINCE),
                    time(at, i, COUNTED)));
        }
        int first = (int) (words[at + 1] >> 32);
        remove(slot);
        return new SourceActivity(1, uses, new Walk(List.of()), first, false);
    }

    private void count(int at, int account, int second, BackgroundRate background) {
        setTime(at, account, COUNTED, second);
        background.count(second, TrustClass.ISSUED, 1);
    }

    private int time(int at, int account, int which) {
        int place = 3 * account + which;
        return (int) (words[at + TIMES + (place >> 1)] >> ((place & 1) * 32));
    }

    private void setTime(int at, int account, int which, int second) {
        int place = 3 * account + which;
        int word = at + TIMES + (place >> 1);
        int shift = (place & 1) * 32;
        words[word] = (words[word] & ~(0xffff_ffffL << shift)) | ((second & 0xffff_ffffL) << shift);
    }

    private int add(long hash) {
        while (bytes(places()) > most.getAsLong() && places() > FEWEST) {
            while (2 * size > places()) {
                evict();
            }
            resize(places() / 2);
        }
        if (size == places()) {
            if (bytes(2 * size) <= most.getAsLong()) {
                resize(2 * size);
            } else {
                evict();
            }
        }
        int place = free == NONE ? given++ : free;
        free = free == NONE ? NONE : (int) words[place * WORDS + 1];
        words[place * WORDS] = hash;
        words[place * WORDS + 1] = 0;
        index[find(hash)] = place + 1;
        size++;
        return place;
    }

    private void evict() {
        while (true) {
            hand = hand + 1 < given ? hand + 1 : 0;
            int at = hand * WORDS;
            if (words[at] != 0) {
                if ((words[at + 1] & USED) == 0) {
                    remove(find(words[at]));
                    return;
                }
                words[at + 1] &= ~USED;
            }
        }
    }

    /** Makes it so many places, in their order. */
    private void resize(int places) {
        long[] before = words;
        int end = given;
        words = new long[places * WORDS];
        index = new int[2 * places];
        given = 0;
        free = NONE;
        for (int at = 0; at < end * WORDS; at += WORDS) {
            if (before[at] != 0) {
                System.arraycopy(before, at, words, given * WORDS, WORDS);
                index[find(before[at])] = ++given;
            }
        }
        hand = 0;
    }

    /** Frees a place; who stands behind its slot for want of a better one moves up (Knuth 6.4, algorithm R). */
    private void remove(int emptied) {
        int place = index[emptied] - 1;
        words[place * WORDS] = 0;
        words[place * WORDS + 1] = free;
        free = place;
        size--;
        int gap = emptied;
        for (int slot = next(gap); index[slot] != 0; slot = next(slot)) {
            int wanted = slot(words[(index[slot] - 1) * WORDS]);
            boolean stays = gap < slot ? gap < wanted && wanted <= slot : gap < wanted || wanted <= slot;
            if (!stays) {
                index[gap] = index[slot];
                gap = slot;
            }
        }
        index[gap] = 0;
    }

    private int places() {
        return words.length / WORDS;
    }

    private static long bytes(int places) {
        return (long) places * (WORDS * Long.BYTES + 2 * Integer.BYTES);
    }

    /** The slot of the source's place, or where that would stand. */
    private int find(long hash) {
        int slot = slot(hash);
        while (index[slot] != 0 && words[(index[slot] - 1) * WORDS] != hash) {
            slot = next(slot);
        }
        return slot;
    }

    private int slot(long hash) {
        return (int) (((hash & 0xffff_ffffL) * index.length) >>> 32);
    }

    private int next(int slot) {
        return slot + 1 == index.length ? 0 : slot + 1;
    }

    /** Never 0, which stands for a free place. */
    private long hash(String source) {
        long hash = secret;
        for (int i = 0; i < source.length(); i++) {
            hash = (hash ^ source.charAt(i)) * 0x9E37_79B9_7F4A_7C15L;
            hash ^= hash >>> 29;
        }
        return hash == 0 ? 1 : hash;
    }
}
