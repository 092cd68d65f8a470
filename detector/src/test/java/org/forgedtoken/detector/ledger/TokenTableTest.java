package org.forgedtoken.detector.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.feed.TokenClaims;
import org.forgedtoken.detector.feed.TokenKey;
import org.forgedtoken.detector.ledger.IssuedToken.Statement;
import org.junit.jupiter.api.Test;

class TokenTableTest {
    private final TokenHashing hashing = new TokenHashing();
    private final TokenForm form = new TokenForm();
    private final TokenTable table = new TokenTable();

    @Property(tries = 500)
    void everyEntryComesBackAsItWas(@ForAll long seed) {
        LedgerSamples samples = new LedgerSamples(seed);
        for (int i = 0; i < 20; i++) {
            IssuedToken token = samples.token();
            assertThat(TokenForm.token(form.bytes(token))).isEqualTo(token);
        }
    }

    /** Puts, overwrites, removals and sweeps in any order: the table is a map. */
    @Property(tries = 300)
    void itSaysWhatAMapWouldSay(@ForAll long seed) {
        LedgerSamples samples = new LedgerSamples(seed);
        TokenTable compact = new TokenTable();
        Map<TokenHash, IssuedToken> map = new HashMap<>();
        int keys = 1 + samples.below(400);
        for (int i = 0; i < 1_000; i++) {
            TokenHash hash = hashing.of(samples.key(keys));
            int what = samples.below(20);
            if (what < 12) {
                IssuedToken token = samples.token();
                compact.put(hash, form.bytes(token));
                map.put(hash, token);
            } else if (what < 18) {
                compact.remove(hash);
                map.remove(hash);
            } else if (what == 18) {
                long past = 1_790_500_000_000L;
                compact.sweep(samples.below(100), token -> token.latest() < past, gone -> {
                    assertThat(map.remove(gone).latest()).isLessThan(past);
                    compact.remove(gone);
                });
            }
            assertThat(compact.get(hash)).isEqualTo(map.get(hash));
            assertThat(compact.size()).isEqualTo(map.size());
        }
        map.forEach((hash, token) -> {
            assertThat(compact.get(hash)).isEqualTo(token);
            assertThat(compact.value(hash)).isEqualTo(form.bytes(token));
        });
        List<IssuedToken> all = new ArrayList<>();
        compact.forEach(all::add);
        assertThat(all).containsExactlyInAnyOrderElementsOf(map.values());
        Set<TokenHash> hashes = new HashSet<>();
        compact.sweep(
                Integer.MAX_VALUE, token -> false, gone -> {}); // to the end, if one of above has stopped half way
        compact.sweep(Integer.MAX_VALUE, token -> true, hashes::add);
        assertThat(hashes).isEqualTo(map.keySet());
    }

    @Test
    void aWholeSweepMeetsEveryEntryOnceAndMayRemoveIt() {
        for (int i = 0; i < 10_000; i++) {
            put(i, i % 3 == 0 ? 1_000 : 2_000_000_000_000L);
        }
        int[] seen = {0};
        for (int i = 0; i < 101; i++) {
            table.sweep(
                    100,
                    token -> {
                        seen[0]++;
                        return token.latest() == 1_000;
                    },
                    table::remove);
        }
        assertThat(seen[0]).isEqualTo(10_000);
        assertThat(table.size()).isEqualTo(6_666);
        assertThat(table.get(hash(0))).isNull();
        assertThat(table.get(hash(1))).isNotNull();
    }

    @Test
    void manyGenerationsOfTokensTakeNoMoreRoomThanOne() {
        int living = 20_000;
        int first = 100_000; // their accounts' names are all of one length
        int last = first + 19 * living;
        for (int i = first; i < first + living; i++) {
            put(i, 0);
        }
        long one = table.bytes();
        for (int i = first + living; i < last; i++) {
            put(i, 0);
            table.remove(hash(i - living));
        }
        assertThat(table.size()).isEqualTo(living);
        assertThat(table.bytes()).isLessThan(one + one / 5);
        for (int i = last - living; i < last; i++) {
            table.remove(hash(i));
        }
        assertThat(table.size()).isZero();
        assertThat(table.bytes()).isLessThan(one / 3);
    }

    @Test
    void whatComesAndGoesOutOfOrderTakesNoMoreRoomEither() {
        LedgerSamples samples = new LedgerSamples(7);
        for (int i = 0; i < 20_000; i++) {
            put(i, 0);
        }
        long one = table.bytes();
        for (int i = 0; i < 400_000; i++) {
            int which = samples.below(40_000);
            if (table.get(hash(which)) == null) {
                put(which, 0);
            } else {
                table.remove(hash(which));
            }
        }
        assertThat(table.size()).isBetween(19_000L, 21_000L);
        assertThat(table.bytes()).isLessThan(one + one / 5);
    }

    /** More clients than it interns: the rest is kept at length, and said back all the same. */
    @Test
    void clientsBeyondNumberAreKeptAtLength() {
        int many = 40_000;
        for (int i = 0; i < many; i++) {
            table.put(hash(i), form.bytes(token("user" + i, "client" + i, 1_000)));
        }
        for (int i = 0; i < many; i += 97) {
            assertThat(table.get(hash(i))).isEqualTo(token("user" + i, "client" + i, 1_000));
        }
        for (int i = 0; i < many; i++) {
            table.remove(hash(i));
        }
        long empty = table.bytes();
        put(0, 1_000);
        assertThat(table.get(hash(0))).isEqualTo(token(0, 1_000));
        assertThat(empty).isLessThan(4 << 20);
    }

    @Test
    void anotherThreadReadsWhatIsThereWhileThisOneWrites() {
        int standing = 2_000;
        for (int i = 0; i < standing; i++) {
            put(i, 1_000);
        }
        AtomicBoolean done = new AtomicBoolean();
        CompletableFuture<Long> reader = CompletableFuture.supplyAsync(() -> readUntil(done, standing));
        for (int i = standing; i < 300_000; i++) {
            put(i, 1_000);
            if (i >= 10_000) {
                table.remove(hash(i - 5_000));
            }
            put(i % standing, 1_000 + i % 2);
        }
        done.set(true);
        assertThat(reader.join()).isPositive();
    }

    private long readUntil(AtomicBoolean done, int standing) {
        TokenHashing own = new TokenHashing();
        long read = 0;
        for (int i = 0; !done.get() || read == 0; i++) {
            int which = i % standing;
            byte[] value = table.value(own.of(key(which)));
            assertThat(value).isNotNull();
            IssuedToken token = TokenForm.token(value);
            assertThat(token.latest()).isBetween(1_000L, 1_001L);
            assertThat(token.statements().get(0).claims().account()).isEqualTo("user" + which);
            read++;
        }
        return read;
    }

    @Test
    void bytesOfAnotherFormAreRefused() {
        byte[] value = form.bytes(token(1, 1_000));
        byte[] older = value.clone();
        older[0] = 1;
        assertThatThrownBy(() -> table.put(hash(1), older)).hasMessageContaining("another version");
        assertThatThrownBy(() -> table.put(hash(1), Arrays.copyOf(value, 10))).hasMessageContaining("cut off");
        assertThatThrownBy(() -> TokenHash.of(new byte[16])).hasMessageContaining("12 bytes");
        assertThat(table.size()).isZero();
    }

    @Test
    void keysThatDifferInHalfACharacterHaveDifferentHashes() {
        assertThat(hashing.of(TokenKey.ofId("idp", "\ud800"))).isNotEqualTo(hashing.of(TokenKey.ofId("idp", "?")));
        assertThat(hashing.of(TokenKey.ofId("idp", "\ud800"))).isNotEqualTo(hashing.of(TokenKey.ofId("idp", "\ud801")));
        TokenHash hash = hashing.of(TokenKey.ofId("idp", "a"));
        assertThat(TokenHash.of(hash.bytes())).isEqualTo(hash);
        // the beginning of what sha256sum says of idp|a
        assertThat(hash).isEqualTo(new TokenHash(0xadf06fc6f870716eL, 0x776d77df));
    }

    private void put(int number, long latest) {
        table.put(hash(number), form.bytes(token(number, latest)));
    }

    private TokenHash hash(int number) {
        return hashing.of(key(number));
    }

    private static TokenKey key(int number) {
        return TokenKey.ofId("idp", "token" + number);
    }

    private static IssuedToken token(int number, long latest) {
        return token("user" + number, "shop", latest);
    }

    private static IssuedToken token(String account, String client, long latest) {
        TokenClaims claims = new TokenClaims("idp", null, false, null, account, client, "key", 1_000, Times.UNKNOWN);
        return new IssuedToken(List.of(new Statement(1_000, claims)), false, Times.UNKNOWN, latest);
    }
}
