package org.forgedtoken.detector.rule.source;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.LongFunction;

/**
 * A seeded world of honest users at their sources, with what befalls the issuance feed, and of attackers among them.
 * Users have numbers in the order in which they registered; tokens live eight hours unless told otherwise, and a token's standing is that of
 * the moment of its issue.
 */
final class SourceWorld {
    static final long MINUTE = 60_000;
    static final long HOUR = 60 * MINUTE;
    static final long DAY = 24 * HOUR;
    static final long START = 1_767_225_600_000L;

    private static final int FIRST_NUMBER = 1_000_000;

    record Access(long time, String source, String account, TrustClass trust) {}

    private record Token(long issued, TrustClass trust) {}

    private final Random random;
    private final int users;
    private final int days;
    private final List<Access> accesses = new ArrayList<>();
    private final Map<Integer, Token> tokens = new HashMap<>();
    private long tokenLife = 8 * HOUR;
    private LongFunction<TrustClass> issuance = time -> TrustClass.ISSUED;

    final Map<String, SourceActivity> sources = new HashMap<>();
    final BackgroundRate background = new BackgroundRate();
    final TreeSet<String> fannedOut = new TreeSet<>();
    final TreeSet<String> enumerated = new TreeSet<>();

    SourceWorld(long seed, int users, int days) {
        this.random = new Random(seed);
        this.users = users;
        this.days = days;
    }

    /** How long a token lives. */
    SourceWorld tokensLive(long life) {
        tokenLife = life;
        return this;
    }

    /** What a token's standing is that was issued at this time since the start. */
    SourceWorld issued(LongFunction<TrustClass> trust) {
        issuance = trust;
        return this;
    }

    /** With this chance a token issued in the stretch is not known to have been. */
    SourceWorld outage(long from, long until, double chance, TrustClass trust) {
        return issued(time -> time >= from && time < until && random.nextDouble() < chance ? trust : TrustClass.ISSUED);
    }

    /** Homes, carriers' networks, offices, and a partner that walks through its customers each night. */
    SourceWorld honest() {
        List<Access> uses = new ArrayList<>();
        for (int user = 0; user < users; user++) {
            for (int day = 0; day < days; day++) {
                uses.addAll(dayOf(user, day));
            }
        }
        for (int day = 0; day < days; day++) {
            for (int customer = 0; customer < users / 4; customer++) {
                uses.add(use(day * DAY + 3 * HOUR + customer * 4_000L, "partner", customer * 3));
            }
        }
        uses.sort(Comparator.comparingLong(Access::time));
        for (Access use : uses) {
            int user = Integer.parseInt(use.account()) - FIRST_NUMBER;
            Token token = tokens.get(user);
            if (token == null || use.time() - token.issued() > tokenLife) {
                token = new Token(use.time(), issuance.apply(use.time() - START));
                tokens.put(user, token);
            }
            accesses.add(new Access(use.time(), use.source(), use.account(), token.trust()));
        }
        return this;
    }

    /** An attacker's access, at this time since the start. */
    SourceWorld attack(long time, String source, int number, TrustClass trust) {
        return attack(time, source, Integer.toString(FIRST_NUMBER + number), trust);
    }

    /** The same of an account with any id. */
    SourceWorld attack(long time, String source, String account, TrustClass trust) {
        accesses.add(new Access(START + time, source, account, trust));
        return this;
    }

    /** Lets it all happen, in the order of time. */
    SourceWorld happen(int leastFanOut) {
        FanOutRule fanOut = new FanOutRule(leastFanOut);
        EnumerationRule enumeration = new EnumerationRule();
        accesses.sort(Comparator.comparingLong(Access::time));
        for (Access access : accesses) {
            SourceActivity source = sources.computeIfAbsent(access.source(), name -> new SourceActivity());
            source.see(access.time(), access.account(), access.trust(), background);
            if (source.isDue(leastFanOut)) {
                if (fanOut.judge(source, background).isPresent()) {
                    fannedOut.add(access.source());
                }
                if (enumeration.judge(source, background).isPresent()) {
                    enumerated.add(access.source());
                }
                if (fannedOut.contains(access.source())) {
                    source.setApart(background);
                }
            }
        }
        return this;
    }

    private List<Access> dayOf(int user, int day) {
        List<Access> uses = new ArrayList<>();
        boolean worksInAnOffice = user % 5 == 0;
        boolean atWork = worksInAnOffice && day % 7 < 5;
        if (atWork) {
            long begin = 8 * HOUR + 50 * MINUTE + (long) (random.nextDouble() * 20 * MINUTE);
            for (int i = 0; i < 8; i++) {
                uses.add(use(day * DAY + begin + i * HOUR, "office" + user / 5 % (1 + users / 200), user));
            }
        }
        int visits = random.nextInt(atWork ? 2 : 5);
        for (int i = 0; i < visits; i++) {
            long hour = Math.floorMod(Math.round(16 + 4 * random.nextGaussian()), 24);
            long time = day * DAY + hour * HOUR + (long) (random.nextDouble() * HOUR);
            boolean roams = random.nextInt(3) == 0;
            uses.add(use(time, roams ? "carrier" + random.nextInt(3) : "home" + user, user));
        }
        return uses;
    }

    private static Access use(long time, String source, int user) {
        return new Access(START + time, source, Integer.toString(FIRST_NUMBER + user), TrustClass.ISSUED);
    }
}
