package org.forgedtoken.detector.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Accounts with a few bytes each. */
class AccountTableTest {
    private final AccountTable table = new AccountTable();

    @Test
    void holdsWhatAMapHolds() {
        Random random = new Random(5);
        Map<String, byte[]> map = new HashMap<>();
        for (int i = 0; i < 200_000; i++) {
            String name = "käufer-" + random.nextInt(3_000);
            if (i % 16 == 0) {
                table.fetch(List.of(utf8(name), utf8("nobody"), utf8(name)));
            }
            int place = table.find(utf8(name));
            assertThat(place != AccountTable.NONE).isEqualTo(map.containsKey(name));
            if (place != AccountTable.NONE) {
                assertThat(table.name(place)).isEqualTo(name);
                assertThat(kept(place)).startsWith(map.get(name)).hasSizeLessThan(map.get(name).length + 8);
            }
            if (random.nextInt(3) == 0) {
                if (place != AccountTable.NONE) {
                    table.remove(place);
                    map.remove(name);
                }
                continue;
            }
            byte[] kept = new byte[1 + random.nextInt(60)];
            random.nextBytes(kept);
            place = place == AccountTable.NONE ? table.add(utf8(name)) : place;
            System.arraycopy(kept, 0, table.resize(place, kept.length), table.from(place), kept.length);
            map.put(name, kept);
            assertThat(table.size()).isEqualTo(map.size());
        }
        long bytes = map.entrySet().stream()
                .mapToLong(entry -> 3 + utf8(entry.getKey()).length + entry.getValue().length)
                .map(used -> AccountTable.BYTES_ALONE + (used + 7) / 8 * 8)
                .sum();
        assertThat(table.bytes()).isEqualTo(bytes);
    }

    @Test
    void whatGrowsByAByteMostlyStaysWhereItIs() {
        int place = table.add(utf8("u"));
        int moved = 0;
        byte[] before = table.entry(place);
        for (int length = 1; length <= 80; length++) {
            byte[] now = table.resize(place, length);
            moved += now == before ? 0 : 1;
            before = now;
        }
        assertThat(moved).isEqualTo(11);
    }

    @Test
    void whoWasUsedAgainStaysAndWhatIsLetGoDependsOnNoSecret() {
        List<String> gone = goneOf(table);
        assertThat(gone).hasSize(900).contains("u1").doesNotContain("u0", "u50", "u999");
        assertThat(goneOf(new AccountTable())).isEqualTo(gone);
    }

    /** Of a thousand accounts, of which every fiftieth is used on and on, those that make room for the next. */
    private static List<String> goneOf(AccountTable table) {
        List<String> gone = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            int place = table.add(utf8("u" + i));
            for (int used = 0; used <= i; used += 50) {
                table.find(utf8("u" + used));
            }
            if (table.size() > 100) {
                int idle = table.idle(place);
                gone.add(table.name(idle));
                table.remove(idle);
            }
        }
        return gone;
    }

    private byte[] kept(int place) {
        byte[] entry = table.entry(place);
        return Arrays.copyOfRange(entry, table.from(place), entry.length);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
