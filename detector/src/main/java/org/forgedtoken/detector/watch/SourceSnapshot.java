package org.forgedtoken.detector.watch;

import java.util.List;
import java.util.Map;
import org.forgedtoken.detector.alert.Involved;
import org.forgedtoken.detector.rule.source.AccountUse;
import org.forgedtoken.detector.rule.source.Walk;
import org.jspecify.annotations.Nullable;

/**
 * What is put aside of a source.
 *
 * @param kept the share of its accounts that {@code uses} are
 * @param walk numbers of the accounts whose tokens are not issued
 * @param first when it was first seen, seconds since 2020; the smallest int where that is not known
 * @param apart whether it is kept out of what is compared with others
 * @param depth of the sample of accounts that do not exist
 * @param unknown these accounts, by hash, with the last use of each, epoch ms
 * @param unvouched accesses with tokens that nobody vouches for, since the last episode
 * @param incident the key incident that its tokens belong to
 * @param unknownTold its uses of accounts that do not exist, where they are an alert
 * @param held what an incident would count of tokens that nobody vouches for
 * @param heldOfUnknown the same, of tokens of accounts that do not exist
 */
public record SourceSnapshot(
        double kept,
        List<AccountUse> uses,
        List<Walk.Step> walk,
        int first,
        boolean apart,
        int depth,
        Map<Long, Long> unknown,
        long unvouched,
        @Nullable String incident,
        @Nullable Episode fanOut,
        @Nullable Episode enumeration,
        @Nullable Episode unknownTold,
        List<Involved> held,
        List<Involved> heldOfUnknown) {}
