package org.forgedtoken.detector.doctor;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.forgedtoken.detector.coverage.Coverage;
import org.forgedtoken.detector.coverage.CoverageMark;
import org.forgedtoken.detector.coverage.MaxSilence;
import org.forgedtoken.detector.coverage.PartitionTimeline;
import org.forgedtoken.detector.doctor.FeedSample.PartitionSample;
import org.forgedtoken.detector.doctor.FeedSample.Stated;
import org.forgedtoken.detector.feed.AccessRecord;
import org.forgedtoken.detector.feed.CarriedIssuers;
import org.forgedtoken.detector.feed.Feed;
import org.forgedtoken.detector.feed.IdentityKind;
import org.forgedtoken.detector.feed.Sha256;
import org.forgedtoken.detector.feed.Signature;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.feed.TokenClaims;
import org.forgedtoken.detector.feed.TokenIdentity;
import org.forgedtoken.detector.feed.TokenKey;
import org.forgedtoken.detector.mapping.MappedFormat;
import org.forgedtoken.detector.reading.AccessReader;
import org.forgedtoken.detector.reading.FeedFormats;
import org.forgedtoken.detector.reading.IssuanceReader;
import org.forgedtoken.detector.reading.Reading;
import org.forgedtoken.detector.reading.signature.SignatureCheck;
import org.forgedtoken.detector.reading.signature.SignatureChecker;
import org.forgedtoken.detector.replay.input.RecordFormat;
import org.forgedtoken.detector.settings.Catalogue;
import org.forgedtoken.detector.settings.Settings;
import org.forgedtoken.detector.step.Channel;
import org.forgedtoken.detector.step.Counts;
import org.forgedtoken.detector.step.Emit;
import org.forgedtoken.detector.step.Origin;
import org.forgedtoken.detector.step.Outcome;
import org.forgedtoken.detector.step.ReadAccess;
import org.forgedtoken.detector.step.ReadIssuance;
import org.forgedtoken.detector.step.TokenEvent;
import org.jspecify.annotations.Nullable;

/**
 * Some records of each feed, read and passed on as a live run's READ does, and added up here in the place of JUDGE. A stranger
 * chooses what is in them, so that nothing here grows without a bound. Not thread-safe.
 */
public final class Sample implements Emit, Counts {
    private static final int MOST_ISSUERS = 200;

    /** A token in use; {@code kind} is what it claims to be, where it does. */
    public record Use(
            TokenClaims token, long time, @Nullable String kind) {}

    final Settings settings;
    final FeedFormats formats;
    /** Whether more records will come: topics are followed, files end. */
    public final boolean live;

    public final Map<Feed, FeedSample> feeds = new EnumMap<>(Feed.class);
    /** By issuer, as the tokens in use say. */
    final Map<String, Stated> used = new TreeMap<>();
    /** The same of the issuance feed. */
    final Map<String, Stated> issued = new TreeMap<>();
    /** And of the keys feed, key ids alone. */
    final Map<String, Stated> listed = new TreeMap<>();

    public final Map<Signature, Long> signatures = new EnumMap<>(Signature.class);
    public final Map<IdentityKind, Long> identities = new EnumMap<>(IdentityKind.class);
    public final List<Use> uses = new ArrayList<>();
    final Set<String> accounts = new HashSet<>();
    public final Coverage coverage = new Coverage();
    final CarriedIssuers carried;
    public final List<CoverageMark> marks = new ArrayList<>();
    public final List<PartitionSample> partitions = new ArrayList<>();

    /** What the record that was taken in last says of a token; null: nothing. */
    TokenEvent.@Nullable OfToken last;

    private final AccessReader accessReader;
    private final IssuanceReader issuanceReader;
    private final ReadAccess readAccess;
    private final List<ReadIssuance> readIssuance = new ArrayList<>();
    /** By a hash of the token's key, when it was issued. */
    private final Map<Long, Long> issuedAt = new HashMap<>();

    /**
     * An empty one.
     *
     * @param issuancePartitions each with a timeline of its own; files are one
     */
    Sample(Settings settings, int issuancePartitions, boolean live) {
        this.settings = settings;
        this.formats = MappedFormat.ofFeeds(settings);
        this.live = live;
        SignatureCheck signatures =
                SignatureChecker.of(settings, Integer.MAX_VALUE, System::currentTimeMillis, Runnable::run);
        accessReader = new AccessReader(settings, signatures, formats.access());
        issuanceReader = new IssuanceReader(settings, formats.issuance());
        carried = new CarriedIssuers(settings.issuerUnlessSet());
        TokenIdentity identity = settings.identity();
        // Issuers as the tokens spell them: which are taken for others is said at the end.
        readAccess = new ReadAccess(accessReader, identity, new CarriedIssuers(null), Times.UNKNOWN, this, this);
        long grace = settings.millis(Catalogue.LEDGER_GRACE);
        for (int i = 0; i < issuancePartitions; i++) {
            PartitionSample partition = new PartitionSample(grace);
            partitions.add(partition);
            PartitionTimeline timeline = new PartitionTimeline(
                    grace,
                    settings.millis(Catalogue.CLOCK_SKEW),
                    MaxSilence.of(settings.get(Catalogue.LEDGER_MAX_SILENCE)));
            readIssuance.add(
                    new ReadIssuance(issuanceReader, identity, carried, timeline, partition::hear, this, this));
        }
    }

    FeedSample feed(Feed feed) {
        return feeds.computeIfAbsent(feed, FeedSample::new);
    }

    /** How the records of each feed are read, where it is {@code now}, epoch ms. */
    Map<Feed, RecordFormat> formats(long now) {
        return RecordFormat.ofFeeds(settings, accessReader, issuanceReader, now);
    }

    /**
     * Takes in one record.
     *
     * @param backfilled whether a backfill has written it: it is out of the feed's order
     * @param arrived when it came, epoch ms
     */
    void take(Feed feed, Origin origin, Reading reading, boolean backfilled, long arrived) {
        last = null;
        feed(feed).read(reading, arrived);
        if (feed == Feed.ACCESS) {
            readAccess.take(origin, reading);
        } else if (feed == Feed.ISSUANCE && backfilled) {
            readIssuance.get(origin.partition()).takeBackfilled(origin, reading, arrived);
        } else if (feed == Feed.ISSUANCE) {
            readIssuance.get(origin.partition()).take(origin, reading, arrived);
        } else if (reading instanceof Reading.Key key) {
            stated(listed, key.key().issuer(), stated -> stated.key(key.key().keyId()));
        } else if (reading instanceof Reading.Account account) {
            accounts.add(account.account().accountId());
        }
    }

    /** Somebody who knows says that the issuance feed is complete up to then, epoch ms. */
    void completeUntil(long until) {
        readIssuance.forEach(partition -> partition.completeUntil(until));
    }

    /** Nothing more is read. */
    void end() {
        for (int i = 0; i < readIssuance.size(); i++) {
            readIssuance.get(i).mark(i, readIssuance.size(), true);
        }
    }

    /** When the token of this key was issued, epoch ms, or {@link Times#UNKNOWN} where the sample does not have it. */
    long issuedAt(TokenKey key) {
        return issuedAt.getOrDefault(hash(key), Times.UNKNOWN);
    }

    @Override
    public <M> void to(Channel<M> channel, M message) {
        if (channel.equals(Channel.TOKEN_EVENTS) && message instanceof TokenEvent.OfToken event) {
            last = event;
        }
        if (message instanceof TokenEvent.Used used && uses.size() < feed(Feed.ACCESS).most) {
            use(used.key(), used.access());
        } else if (message instanceof TokenEvent.WasIssued was) {
            issuedAt.put(hash(was.key()), was.issuance().issuedAt());
            stated(issued, was.claims().issuer(), stated -> stated.add(was.key(), was.claims()));
        } else if (message instanceof TokenEvent.Covered covered) {
            marks.add(covered.mark());
            coverage.apply(covered.mark());
        }
    }

    private void use(TokenKey key, AccessRecord access) {
        TokenClaims token = access.token();
        uses.add(new Use(token, access.time(), access.presentation().claimedKind()));
        identities.merge(key.kind(), 1L, Long::sum);
        signatures.merge(access.signature(), 1L, Long::sum);
        stated(used, token.issuer(), stated -> stated.add(key, token));
    }

    @Override
    public void outcome(Feed feed, Outcome outcome) {
        feed(feed).outcome(outcome);
    }

    private static void stated(Map<String, Stated> byIssuer, String issuer, Consumer<Stated> take) {
        if (byIssuer.containsKey(issuer) || byIssuer.size() < MOST_ISSUERS) {
            take.accept(byIssuer.computeIfAbsent(issuer, i -> new Stated()));
        }
    }

    private static long hash(TokenKey key) {
        return ByteBuffer.wrap(Sha256.of(key.text())).getLong();
    }
}
