package org.forgedtoken.detector.rule.source;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** The newest account numbers that one source used tokens of which are not issued, in the order of their first use. Mutable. */
public final class Walk {
    /** So many are kept of each trust, so that none drives out another: a walk shows long before. */
    static final int MOST = 256;

    private static final List<Step> NONE = List.of();

    private List<Step> steps;
    private int digits;

    /**
     * One account number.
     *
     * @param time event time of the first use, epoch ms
     * @param trust of its tokens
     */
    public record Step(long time, AccountNumber number, TrustClass trust) {}

    /** As it was left. */
    public Walk(List<Step> steps) {
        this.steps = steps.isEmpty() ? NONE : new ArrayList<>(steps);
        this.digits = steps.stream().mapToInt(Walk::digits).sum();
    }

    /** The oldest first. */
    public List<Step> steps() {
        return List.copyOf(steps);
    }

    /** How many are kept. */
    public int size() {
        return steps.size();
    }

    /** How many digits these have. */
    public int digits() {
        return digits;
    }

    /** Tokens of an account are of this class from now on. */
    void see(long time, String account, TrustClass trust) {
        if (trust == TrustClass.ISSUED && steps.isEmpty()) {
            return;
        }
        AccountNumber number = AccountNumber.of(account);
        if (number == null) {
            return;
        }
        long since = time;
        for (int i = 0; i < steps.size(); i++) {
            if (steps.get(i).number().equals(number)) {
                since = Math.min(time, remove(i).time());
                break;
            }
        }
        if (trust != TrustClass.ISSUED) {
            makeRoom(trust);
            add(new Step(since, number, trust));
        }
    }

    private void add(Step step) {
        if (steps.isEmpty()) {
            steps = new ArrayList<>(8);
        }
        int at = steps.size();
        while (at > 0 && steps.get(at - 1).time() > step.time()) {
            at--;
        }
        steps.add(at, step);
        digits += digits(step);
    }

    private void makeRoom(TrustClass trust) {
        int oldest = -1;
        int kept = 0;
        for (int i = steps.size() - 1; i >= 0; i--) {
            if (steps.get(i).trust() == trust) {
                oldest = i;
                kept++;
            }
        }
        if (kept >= MOST) {
            remove(oldest);
        }
    }

    private Step remove(int at) {
        Step gone = steps.remove(at);
        digits -= digits(gone);
        return gone;
    }

    private static int digits(Step step) {
        return step.number().digits().length();
    }

    /** The numbers of these standings. */
    List<AccountNumber> numbers(Set<TrustClass> standings) {
        return steps.stream()
                .filter(step -> standings.contains(step.trust()))
                .map(Step::number)
                .toList();
    }

    /** The longest subsequence that goes up, or down where that is longer. */
    static Run longestRun(List<AccountNumber> numbers) {
        List<AccountNumber> rising = longestIncreasing(numbers, Comparator.naturalOrder());
        List<AccountNumber> falling = longestIncreasing(numbers, Comparator.reverseOrder());
        boolean isUp = rising.size() >= falling.size();
        return new Run(isUp, isUp ? rising : falling);
    }

    /** A subsequence in one direction. */
    record Run(boolean isUp, List<AccountNumber> numbers) {}

    /** A longest increasing subsequence, by patience sorting (Fredman 1975). */
    private static List<AccountNumber> longestIncreasing(List<AccountNumber> values, Comparator<AccountNumber> order) {
        int[] tops = new int[values.size()];
        int[] before = new int[values.size()];
        int piles = 0;
        for (int i = 0; i < values.size(); i++) {
            int low = 0;
            int high = piles;
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (order.compare(values.get(tops[middle]), values.get(i)) < 0) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            before[i] = low == 0 ? -1 : tops[low - 1];
            tops[low] = i;
            piles = Math.max(piles, low + 1);
        }
        AccountNumber[] run = new AccountNumber[piles];
        int at = piles == 0 ? -1 : tops[piles - 1];
        for (int i = piles - 1; i >= 0; i--) {
            run[i] = values.get(at);
            at = before[at];
        }
        return Arrays.asList(run);
    }
}
