package org.forgedtoken.detector.step;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.forgedtoken.detector.coverage.CoverageMark;
import org.forgedtoken.detector.coverage.PositionMark;
import org.forgedtoken.detector.feed.AccessRecord;
import org.forgedtoken.detector.feed.AnalystAction;
import org.forgedtoken.detector.feed.IssuanceRecord;
import org.forgedtoken.detector.feed.IssuanceRecord.Issued;
import org.forgedtoken.detector.feed.IssuanceRecord.Revoked;
import org.forgedtoken.detector.feed.KeyRecord;
import org.forgedtoken.detector.feed.PlainUse;
import org.forgedtoken.detector.feed.TokenClaims;
import org.forgedtoken.detector.feed.TokenKey;
import org.jspecify.annotations.Nullable;

/** What READ tells JUDGE: records by token, and marks that every judging task gets. */
public sealed interface TokenEvent {
    /** A record of one token; all records of a token come in one order. */
    sealed interface OfToken extends TokenEvent {
        TokenKey key();

        /** What the record says of the token. */
        TokenClaims claims();
    }

    /** A token was used. */
    record Used(TokenKey key, AccessRecord access) implements OfToken {
        @Override
        public TokenClaims claims() {
            return access.token();
        }
    }

    /** A token was issued. */
    record WasIssued(TokenKey key, Issued issuance) implements OfToken {
        @Override
        public TokenClaims claims() {
            return issuance.token();
        }
    }

    /** A token was revoked. */
    record WasRevoked(TokenKey key, Revoked revocation) implements OfToken {
        @Override
        public TokenClaims claims() {
            return revocation.token();
        }
    }

    /** What the keys feed says of a key. */
    record KeyChanged(KeyRecord key) implements TokenEvent {}

    /**
     * The keys feed no longer lists the key (event time, epoch ms).
     *
     * @param issuer null where only one issuer lists a key of the id
     */
    record KeyGone(long time, @Nullable String issuer, String keyId) implements TokenEvent {}

    /** The issuance feed says that a key was revoked. */
    record KeyRevoked(IssuanceRecord.KeyRevoked revocation) implements TokenEvent {}

    /** What an analyst decided. */
    record Decided(AnalystAction action) implements TokenEvent {}

    /** How far coverage of one issuer in one partition has come. */
    record Covered(CoverageMark mark) implements TokenEvent {}

    /** How far a feed has been read. */
    record ReadTo(PositionMark mark) implements TokenEvent {}

    /**
     * Uses that came together and are stated plainly: JUDGE counts those that change nothing else, and marks them; all others
     * are read whole. It never leaves its task.
     */
    final class Plain implements TokenEvent {
        private final IntFunction<Supplier<TokenEvent>> whole;
        private final boolean inTurn;
        private PlainUse[] uses = {};
        private boolean[] counted = {};
        private int size;

        /**
         * None so far.
         *
         * @param whole what reads the use of this number whole, now or later
         * @param inTurn whether JUDGE takes those that it does not count from here; else somebody hands it these later
         */
        public Plain(IntFunction<Supplier<TokenEvent>> whole, boolean inTurn) {
            this.whole = whole;
            this.inTurn = inTurn;
        }

        /** Of uses that came one by one. */
        public static Plain of(List<PlainUsed> run) {
            List<Supplier<TokenEvent>> all = run.stream().map(one -> one.whole).toList();
            Plain plain = new Plain(all::get, true);
            plain.size = run.size();
            plain.uses = run.stream().map(one -> one.use).toArray(PlainUse[]::new);
            plain.counted = new boolean[plain.size];
            return plain;
        }

        /** From here on there are none. */
        public void clear() {
            Arrays.fill(counted, 0, size, false);
            size = 0;
        }

        /** The one to be filled next; it is one of them once {@link #add} was called. */
        public PlainUse next() {
            if (size == uses.length) {
                uses = Arrays.copyOf(uses, Math.max(64, 2 * size));
                Arrays.setAll(uses, i -> i < size ? uses[i] : new PlainUse());
                counted = Arrays.copyOf(counted, uses.length);
            }
            return uses[size];
        }

        public void add() {
            size++;
        }

        public int size() {
            return size;
        }

        public PlainUse use(int number) {
            return uses[number];
        }

        /** It was judged, and changes nothing. */
        public void count(int number) {
            counted[number] = true;
        }

        public boolean isCounted(int number) {
            return counted[number];
        }

        /** What reads the use of this number whole, now or later. */
        public Supplier<TokenEvent> whole(int number) {
            return whole.apply(number);
        }

        /** Whether JUDGE takes those that it does not count from here. */
        public boolean isInTurn() {
            return inTurn;
        }

        /** Hands over those that are sought, whole; one that was {@code judged} is nobody else's any more. */
        public void take(Predicate<PlainUse> sought, Predicate<TokenEvent> judged) {
            for (int i = 0; inTurn && i < size; i++) {
                counted[i] = sought.test(uses[i]) && judged.test(whole(i).get());
            }
        }
    }

    /**
     * One use that is stated plainly, on its way with others: JUDGE takes those that follow each other as {@link Plain}.
     */
    final class PlainUsed implements TokenEvent {
        private final PlainUse use;
        private final Supplier<TokenEvent> whole;

        /** @param whole reads it whole */
        public PlainUsed(PlainUse use, Supplier<TokenEvent> whole) {
            this.use = use;
            this.whole = whole;
        }
    }

    /** Events of tokens, one behind the other, in the bytes in which they take the hop. It never leaves its task otherwise. */
    final class Written implements TokenEvent {
        private final byte[] bytes;

        /** The array is not copied. */
        public Written(byte[] bytes) {
            this.bytes = bytes;
        }

        /** Not to be changed. */
        public byte[] bytes() {
            return bytes;
        }
    }
}
