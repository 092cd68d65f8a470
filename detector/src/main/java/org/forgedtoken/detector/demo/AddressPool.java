package org.forgedtoken.detector.demo;

import java.util.SplittableRandom;

/**
 * The crawl's addresses: some are in use at one time, each until its share of the accounts is used up, and then the next
 * takes its place. Shares differ: some addresses serve for long, others are blocked soon.
 */
final class AddressPool {
    private final SplittableRandom random;
    private final int[] left;
    private final int[] active;
    private int used;
    private int next;

    /** @param together how many are in use at one time; every address gets one account or more */
    AddressPool(int addresses, int accounts, int together, SplittableRandom random) {
        this.random = random;
        this.left = shares(addresses, accounts, random);
        this.active = new int[Math.min(together, addresses)];
        for (int i = 0; i < active.length; i++) {
            active[i] = next++;
        }
        this.used = active.length;
    }

    /** Shares with an exponential law that sum up to all accounts. */
    private static int[] shares(int addresses, int accounts, SplittableRandom random) {
        double[] weights = new double[addresses];
        double sum = 0;
        for (int i = 0; i < addresses; i++) {
            weights[i] = 0.1 - Math.log(1 - random.nextDouble());
            sum += weights[i];
        }
        int[] shares = new int[addresses];
        double ideal = 0;
        int given = 0;
        for (int i = 0; i < addresses; i++) {
            ideal += weights[i] / sum * (accounts - addresses);
            shares[i] = 1 + (int) Math.round(ideal) - given;
            given += shares[i] - 1;
        }
        return shares;
    }

    /** The address for the next account. */
    int take() {
        int slot = random.nextInt(used);
        int address = active[slot];
        left[address]--;
        if (left[address] == 0) {
            if (next < left.length) {
                active[slot] = next++;
            } else {
                used--;
                active[slot] = active[used];
            }
        }
        return address;
    }
}
