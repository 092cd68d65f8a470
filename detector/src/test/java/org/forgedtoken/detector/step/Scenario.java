package org.forgedtoken.detector.step;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.forgedtoken.detector.alert.Activity;
import org.forgedtoken.detector.alert.Alert;
import org.forgedtoken.detector.alert.AlertState;
import org.forgedtoken.detector.alert.BlockEntry;
import org.forgedtoken.detector.alert.DeadLetter;
import org.forgedtoken.detector.alert.Exceptions;
import org.forgedtoken.detector.alert.Finding;
import org.forgedtoken.detector.alert.Incident;
import org.forgedtoken.detector.alert.IncidentKey;
import org.forgedtoken.detector.coverage.MaxSilence;
import org.forgedtoken.detector.coverage.PartitionTimeline;
import org.forgedtoken.detector.coverage.PositionMark;
import org.forgedtoken.detector.feed.AnalystAction;
import org.forgedtoken.detector.feed.CarriedIssuers;
import org.forgedtoken.detector.feed.Feed;
import org.forgedtoken.detector.feed.IdentityKind;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.feed.TokenClaims;
import org.forgedtoken.detector.feed.TokenIdentity;
import org.forgedtoken.detector.feed.TokenKey;
import org.forgedtoken.detector.group.Group;
import org.forgedtoken.detector.group.GroupIncidents;
import org.forgedtoken.detector.group.GroupIncidents.Levels;
import org.forgedtoken.detector.group.GroupPolicy;
import org.forgedtoken.detector.group.GroupPolicy.IncidentPolicy;
import org.forgedtoken.detector.group.GroupState;
import org.forgedtoken.detector.group.IncidentAccount;
import org.forgedtoken.detector.judge.Canaries;
import org.forgedtoken.detector.judge.CompactLedger;
import org.forgedtoken.detector.judge.Decide;
import org.forgedtoken.detector.judge.Decision;
import org.forgedtoken.detector.judge.Judge;
import org.forgedtoken.detector.judge.JudgePolicy;
import org.forgedtoken.detector.judge.JudgeState;
import org.forgedtoken.detector.judge.Ledger;
import org.forgedtoken.detector.reading.AccessReader;
import org.forgedtoken.detector.reading.IssuanceReader;
import org.forgedtoken.detector.reading.ListReader;
import org.forgedtoken.detector.reading.PlainAccessReader;
import org.forgedtoken.detector.reading.Reading;
import org.forgedtoken.detector.reading.signature.SignatureCheck;
import org.forgedtoken.detector.replay.input.RecordFormat;
import org.forgedtoken.detector.rule.Rule;
import org.forgedtoken.detector.rule.Undetermined;
import org.forgedtoken.detector.rule.Verdict;
import org.forgedtoken.detector.rule.rate.RateThreshold;
import org.forgedtoken.detector.settings.AnySettings;
import org.forgedtoken.detector.settings.Catalogue;
import org.forgedtoken.detector.settings.Settings;
import org.forgedtoken.detector.settings.Settings.ByName;
import org.forgedtoken.detector.topology.codec.TokenEventsCodec;
import org.forgedtoken.detector.watch.SourcesState;
import org.forgedtoken.detector.watch.WatchAccounts;
import org.forgedtoken.detector.watch.WatchAccountsState;
import org.forgedtoken.detector.watch.WatchSources;
import org.jspecify.annotations.Nullable;

/**
 * The whole chain READ → JUDGE → GROUP on a time-line of one day, without Kafka. Lines are told in the order of
 * arrival: {@code at("10:00:05").access("t1", …)}. Issuer, where none is said: {@value #ISSUER}.
 */
public final class Scenario implements Counts {
    public static final String ISSUER = "https://idp";
    private static final LocalDateTime DAY = LocalDateTime.of(2026, 3, 2, 0, 0);

    private final TokenEventsCodec codec = new TokenEventsCodec();

    long grace = 120_000;
    long skew = 60_000;
    long pendingMax = 1_000_000;
    public long blockMax = 30L * 86_400_000;
    public Optional<Duration> maxLife = Optional.empty();
    MaxSilence maxSilence = new MaxSilence.Auto();
    public IdentityKind identity = IdentityKind.ID;
    GroupPolicy.Writing writing = GroupPolicy.Writing.PROMPT;
    long incidentAlertsMax = 10_000;
    int incidentExact = 10_000;
    long awareAt = Times.UNKNOWN;
    Stores incidentState = Stores.inMemory();
    Set<String> expectedUncovered = Set.of();
    public Exceptions exceptions = Exceptions.NONE;
    /** Whether there is a keys feed; it is empty at the start and is read at once, or once {@link #keysAreRead} is told. */
    boolean hasKeys;

    public RateThreshold accountRate = new RateThreshold.Learned();
    /** Whether there is an accounts feed; it is read to its end once {@link #accountsAreRead} is told. */
    public boolean hasAccounts;

    /** Whether JUDGE knows of the accounts feed: then each use of an issued token is told with all that it says. */
    boolean tellsAccounts = true;

    /** Whether accesses are looked at by the fast lane first, as those of a keyed topic. */
    boolean hasFastLane;

    /** Whether accesses are read as a replay reads them, and told as it tells them. */
    boolean isReplayed;

    private RecordFormat replayed;

    Ledger ledger = new CompactLedger();

    /** Whether what READ tells JUDGE is written and read, as on its way through a topic. */
    boolean hasHop;

    private FastLane<Sent> lane;

    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    private record Sent(Origin origin, byte[] json) {}
    /** So many it has counted. */
    long ordinary;

    /** Of how many of them the ordinary steps said otherwise. */
    long differences;

    private boolean accountsAreRead;

    /** How many partitions the issuance topic has, where it is more than have been told of. */
    public int issuancePartitions = 1;

    long keyMaxAge = 365L * 86_400_000;
    long keyAtRiskMaxAge = 7L * 86_400_000;
    /** Empty: the issuance feed carries tokens of every kind. */
    Set<String> kinds = Set.of();

    /** Issuers whose ids may have any number of contents. */
    Set<String> manyContents = Set.of();

    final List<Alert> alerts = new ArrayList<>();
    /** Whether both feeds were read to the ends that they had at the start. */
    public boolean caughtUp = true;

    private final Stores groupStores = Stores.inMemory();
    final Store<AlertState> alertStates = groupStores.of(GroupState.ALERTS);
    public final Map<String, Alert> last = new LinkedHashMap<>();
    public final List<Incident> incidentRecords = new ArrayList<>();
    final Map<String, Incident> lastIncidents = new TreeMap<>();
    public final List<Watched> watched = new ArrayList<>();
    public final List<UnknownUse> unknown = new ArrayList<>();
    public final SortedMap<String, BlockEntry> blocks = new TreeMap<>();
    final List<DeadLetter> deadLetters = new ArrayList<>();
    public final Map<Verdict, Long> verdicts = new EnumMap<>(Verdict.class);
    public final Map<Undetermined, Long> undetermined = new EnumMap<>(Undetermined.class);
    /** For each token the reasons for which it was undetermined. */
    final Map<String, Set<Undetermined>> undecided = new TreeMap<>();

    final Map<Feed, Map<Outcome, Long>> outcomes = new EnumMap<>(Feed.class);
    long accessesRead;
    /** How often GROUP was told anything. */
    int findings;

    private boolean together;

    private final Map<Integer, ReadIssuance> issuance = new TreeMap<>();
    private JudgePolicy judgePolicy;
    private JudgeState judgeState;
    private final SourcesState sourcesState = SourcesState.of(Stores.inMemory());
    private final WatchAccountsState accountsState = WatchAccountsState.of(Stores.inMemory());
    private Chain chain;
    private final Slot<TokenEvent> judging = new Slot<>() {
        @Override
        public void accept(List<? extends TokenEvent> batch) {
            boolean isWritten = hasHop && !(batch.get(0) instanceof TokenEvent.Plain);
            List<? extends TokenEvent> read = isWritten ? codec.forJudge(codec.bytes(List.copyOf(batch))) : batch;
            super.accept(read);
            for (TokenEvent event : read) {
                for (int i = 0; event instanceof TokenEvent.Plain plain && i < plain.size(); i++) {
                    ordinary += plain.isCounted(i) ? 1 : 0;
                }
            }
        }
    };
    private final Slot<ForWatch> watchingAccounts = new Slot<>();
    private final Slot<ForWatch> watchingSources = new Slot<>();
    private final Slot<IncidentEvent> keepingIncidents = new Slot<>();
    private Judge judge;
    private Canaries canaries;
    private WatchSources sources;
    private WatchAccounts accounts;
    private Group group;
    private GroupIncidents incidents;
    /** Whether a key is blocked once its verified incident is open. */
    public boolean blockKeys;

    /** Whether those who keep incidents look after each event whether one is to be written. */
    boolean wakesAfterEachEvent;

    /** Off, unless a test wants them. */
    public long canaryInterval;

    /** The access records that were planted. */
    public final List<String> planted = new ArrayList<>();

    private ReadAccess access;
    private final CarriedIssuers carried = new CarriedIssuers(null);
    private ReadKeys keys;
    private ReadAccounts listed;
    private long line;
    private long now = Times.UNKNOWN;

    public static long time(String clock) {
        LocalDateTime moment = clock.contains("T") ? LocalDateTime.parse(clock) : DAY.with(LocalTime.parse(clock));
        return moment.toInstant(ZoneOffset.UTC).toEpochMilli();
    }

    /** The time of day of an event time of the first day. */
    public static String clockOf(long time) {
        return Instant.ofEpochMilli(time).atOffset(ZoneOffset.UTC).format(DateTimeFormatter.ofPattern("HH:mm:ss"));
    }

    /** Another stage found this. */
    void finding(Finding finding) {
        start();
        chain.in().finding(finding);
        chain.flush();
    }

    /** A stage that may be killed and taken up anew. */
    private static class Slot<I> implements Stage<I> {
        private Emit out;
        private Stage<I> stage;
        private Consumer<I> heard = message -> {};

        Slot<I> at(Emit emit) {
            out = emit;
            return this;
        }

        @Override
        public void accept(List<? extends I> batch) {
            batch.forEach(heard);
            stage.accept(batch);
        }

        @Override
        public boolean work(int budget) {
            return stage.work(budget);
        }
    }

    private void start() {
        if (chain != null) {
            return;
        }
        judgePolicy = new JudgePolicy(settings(), kinds, hasKeys, tellsAccounts, 100);
        judgeState = JudgeState.of(ledger, Stores.inMemory());
        chain = new Chain();
        chain.then(Channel.TOKEN_EVENTS, Runnable::run, judging::at);
        chain.then(Channel.WATCH_ACCOUNTS, Runnable::run, out -> {
            watchingAccounts.heard = this::seen;
            return watchingAccounts.at(out);
        });
        chain.then(Channel.WATCH_SOURCES, Runnable::run, out -> {
            watchingSources.heard = this::unknown;
            return watchingSources.at(out);
        });
        chain.then(Channel.FINDINGS, Runnable::run, out -> {
            group = group(out);
            return batch -> {
                findings += (int)
                        batch.stream().filter(ForGroup.Found.class::isInstance).count();
                group.accept(batch);
            };
        });
        chain.then(Channel.INCIDENT_EVENTS, Runnable::run, out -> {
            keepingIncidents.at(out);
            return batch -> batch.forEach(this::incidentEvent);
        });
        chain.then(Channel.OUTPUT, Runnable::run, out -> batch -> batch.forEach(this::written));
        chain.then(Channel.DEAD_LETTERS, Runnable::run, out -> deadLetters::addAll);
        chain.then(
                Channel.CANARIES,
                Runnable::run,
                out -> batch ->
                        batch.forEach(canary -> planted.add(new String(canary.access(), StandardCharsets.UTF_8))));
        startJudge();
        startAccounts();
        startSources();
        startIncidents();
        Emit read = chain.in();
        listed = new ReadAccounts(ListReader.ofAccounts(settings()), read, this);
        access = new ReadAccess(
                new AccessReader(settings(), SignatureCheck.NONE), tokens(), carried, Times.UNKNOWN, read, this);
        AccessReader whole = new AccessReader(settings(), SignatureCheck.NONE);
        replayed = RecordFormat.plainAccess(
                (record, origin) -> whole.read(record.value(), origin, clock()), settings(), whole, clock());
        lane = new FastLane<>(
                sent -> keyOf(sent.json()),
                Sent::json,
                new PlainAccessReader(settings(), carried),
                access,
                (sent, now) -> access.again(sent.origin(), sent.json(), now),
                uses -> {
                    judging.accept(List.of(uses));
                    chain.flush();
                });
        keys = new ReadKeys(ListReader.ofKeys(settings()), KeyOwners.inMemory(), read, this);
    }

    /** As a gateway keys its record that believes what the record says. */
    private byte @Nullable [] keyOf(byte[] json) {
        Reading read = new AccessReader(settings(), SignatureCheck.NONE).read(json, "", clock());
        TokenKey key =
                read instanceof Reading.Access of ? tokens().keyOf(of.access().token()) : null;
        return key == null ? null : key.text().getBytes(StandardCharsets.UTF_8);
    }

    private void startJudge() {
        judge = new Judge(0, 1, judgePolicy, judgeState, judging.out, this);
        judging.stage = judge;
        if (canaryInterval > 0) {
            canaries = new Canaries(
                    0,
                    1,
                    judgePolicy,
                    judgeState,
                    new MapStore<>(),
                    new MapStore<>(),
                    judge,
                    key -> true,
                    (issuer, time) -> "%064x".formatted(planted.size()),
                    judging.out);
            judging.stage = canaries;
        }
    }

    private void startAccounts() {
        accounts = new WatchAccounts(settings(), hasAccounts, accountsState, watchingAccounts.out);
        watchingAccounts.stage = accounts;
    }

    private void startSources() {
        sources = new WatchSources(settings(), sourcesState, watchingSources.out);
        watchingSources.stage = sources;
    }

    private Group group(Emit out) {
        return new Group(0, new GroupPolicy(settings(), 1, () -> exceptions, writing), groupStores, out);
    }

    private void startIncidents() {
        incidents = new GroupIncidents(incidentPolicy(), incidentState, keepingIncidents.out);
        keepingIncidents.stage = incidents;
    }

    private void incidentEvent(IncidentEvent event) {
        incidents.accept(List.of(event));
        if (wakesAfterEachEvent) {
            incidents.tick(now);
        }
    }

    private IncidentPolicy incidentPolicy() {
        return writing == GroupPolicy.Writing.EXACT
                ? new IncidentPolicy(settings(), writing, awareAt)
                : new IncidentPolicy(settings(), writing, incidentExact, awareAt);
    }

    private TokenIdentity tokens() {
        return new TokenIdentity(identity, Map.of());
    }

    private Settings settings() {
        Map<String, Duration> reporting = new LinkedHashMap<>();
        reporting.put("KR-NETWORK-ACT", Duration.ofDays(1));
        reporting.put("GDPR-33", Duration.ofDays(3));
        Map<String, Boolean> many = new TreeMap<>();
        manyContents.forEach(issuer -> many.put(issuer, true));
        return AnySettings.of(
                Catalogue.ACCESS_ISSUER,
                ISSUER,
                Catalogue.TOKEN_IDENTITY,
                identity,
                Catalogue.TOKEN_MAX_LIFE,
                maxLife,
                Catalogue.TOKEN_CONTENTS_MANY,
                new ByName<>(false, many),
                Catalogue.LEDGER_GRACE,
                Duration.ofMillis(grace),
                Catalogue.CLOCK_SKEW,
                Duration.ofMillis(skew),
                Catalogue.PENDING_MAX,
                (int) pendingMax,
                Catalogue.ISSUER_EXPECTED_UNCOVERED,
                expectedUncovered,
                Catalogue.KEY_MAX_AGE,
                Duration.ofMillis(keyMaxAge),
                Catalogue.KEY_AT_RISK_MAX_AGE,
                Duration.ofMillis(keyAtRiskMaxAge),
                Catalogue.ACCOUNT_RATE,
                accountRate,
                Catalogue.INCIDENT_ALERT_MAX,
                (int) incidentAlertsMax,
                Catalogue.INCIDENT_REPORTING,
                reporting,
                Catalogue.BLOCK_MAX,
                Duration.ofMillis(blockMax),
                Catalogue.BLOCK_KEYS,
                blockKeys,
                Catalogue.CANARY_INTERVAL,
                Duration.ofMillis(canaryInterval));
    }

    private ReadIssuance issuance(int partition) {
        return issuance.computeIfAbsent(
                partition,
                p -> new ReadIssuance(
                        new IssuanceReader(settings()),
                        tokens(),
                        carried,
                        new PartitionTimeline(grace, skew, maxSilence),
                        heard -> {},
                        chain.in(),
                        this));
    }

    // ---- telling ----

    /** JUDGE starts anew with what it wrote down. */
    Scenario restartJudge() {
        startJudge();
        return this;
    }

    /** WATCH for sources is killed after it put aside what it knows, and starts anew. */
    Scenario restartSources() {
        while (sources.save(100)) {
            // the next slice
        }
        startSources();
        return this;
    }

    /** What WATCH for accounts would tell. */
    Scenario unknownAccount(String account, String source, boolean explained) {
        start();
        chain.in().to(Channel.WATCH_SOURCES, new UnknownUse(now, account, source, null, List.of(), explained));
        chain.flush();
        return this;
    }

    public Scenario at(String clock) {
        now = time(clock);
        return this;
    }

    public Scenario atMillis(long time) {
        now = time;
        return this;
    }

    /** {@code more}: further JSON members, written with single quotes. */
    public Scenario access(String tokenId, String... more) {
        return accessOf("'token_id':'" + tokenId + "'", more);
    }

    public Scenario accessOf(String token, String... more) {
        return accessLine(json(token, more));
    }

    public Scenario accessLine(String json) {
        start();
        accessesRead++;
        Sent sent = new Sent(origin(), json.getBytes(StandardCharsets.UTF_8));
        if (isReplayed) {
            access.take(
                    sent.origin(),
                    replayed.read(
                            RecordFormat.RawRecord.ofLine(1, sent.json()),
                            sent.origin().text()));
        } else if (!hasFastLane || !lane.others(List.of(sent), clock()).isEmpty()) {
            access.read(sent.origin(), sent.json(), clock());
        }
        if (!together) {
            access.mark(0, 1);
            work();
        }
        return this;
    }

    /** These accesses come in one pack: no mark is between them, and what they have in common is told once. */
    Scenario together(Runnable accesses) {
        start();
        together = true;
        accesses.run();
        together = false;
        access.mark(0, 1);
        work();
        return this;
    }

    public Scenario issue(String tokenId, String... more) {
        return issuance(0, json("'token_id':'" + tokenId + "'", more));
    }

    Scenario issueOf(String token, String... more) {
        return issuance(0, json(token, more));
    }

    public Scenario issueIn(int partition, String tokenId, String... more) {
        return issuance(partition, json("'token_id':'" + tokenId + "'", more));
    }

    public Scenario revoke(String tokenId) {
        return issuance(0, json("'token_id':'" + tokenId + "'", "'event':'revoked'"));
    }

    public Scenario heartbeat(String... more) {
        return heartbeatIn(0, more);
    }

    Scenario heartbeatIn(int partition, String... more) {
        return issuance(partition, json("'event':'heartbeat'", more));
    }

    /** Issues one token that nobody uses every {@code seconds} in [from, until]. */
    public Scenario issueEvery(int seconds, String from, String until, String... more) {
        for (long t = time(from); t <= time(until); t += seconds * 1000L) {
            atMillis(t).issue("bystander-" + t, more);
        }
        return this;
    }

    public Scenario issuance(int partition, String json) {
        unmarked(partition, json);
        return mark(partition);
    }

    /** A record of a backfill. */
    Scenario backfill(String first, String... more) {
        return backfillIn(0, first, more);
    }

    Scenario backfillIn(int partition, String first, String... more) {
        start();
        byte[] value = json(first, more).getBytes(StandardCharsets.UTF_8);
        issuance(partition).backfilled(origin(), value, clock());
        return mark(partition);
    }

    /** A token is issued, and the mark that speaks of it is still to come. */
    public Scenario issueUnmarked(String tokenId, String... more) {
        unmarked(0, json("'token_id':'" + tokenId + "'", more));
        work();
        return this;
    }

    /** The mark behind all that was issued in this partition. */
    public Scenario mark(int partition) {
        issuance(partition).mark(partition, Math.max(issuancePartitions, 1 + partition));
        work();
        return this;
    }

    private void unmarked(int partition, String json) {
        start();
        issuance(partition).read(origin(), json.getBytes(StandardCharsets.UTF_8), clock());
    }

    /** What the keys feed says of a key. */
    KeyLine signingKey(String keyId) {
        start();
        return new KeyLine(this, keyId);
    }

    Scenario keyOf(String members) {
        return keyRecord("", json(members));
    }

    /** The value, native JSON; null: a tombstone. */
    Scenario keyRecord(String keyId, @Nullable String json) {
        start();
        keys.read(
                origin(),
                keyId.getBytes(StandardCharsets.UTF_8),
                json == null ? null : json.getBytes(StandardCharsets.UTF_8),
                now,
                clock());
        work();
        return this;
    }

    /** The keys feed was read to the end that it had at the start. */
    Scenario keysAreRead() {
        start();
        keys.sayAgain();
        keys.mark(0, 1, true);
        work();
        return this;
    }

    public Scenario revokeKey(String keyId) {
        return issuance(0, json("'key_id':'" + keyId + "'", "'event':'revoked'"));
    }

    /** Somebody uses a token that is nobody's concern: the access feed is read on. */
    public Scenario readOn() {
        return accessOf("'token_id':'passing-by'", "'issuer':'https://elsewhere'", "'status':401");
    }

    public Scenario wallClock(String clock) {
        start();
        if (canaries != null) {
            canaries.plant(time(clock));
        }
        judge.tick(time(clock));
        group.tick(time(clock));
        chain.past(() -> {});
        return this;
    }

    /** The wall clock has come to here, for those who keep incidents. */
    public Scenario wake(String clock) {
        start();
        sources.tell();
        chain.past(() -> {});
        incidents.tick(time(clock));
        chain.past(() -> {});
        return this;
    }

    /** Incidents go on with what was put aside, in another process. */
    Scenario restartIncidents() {
        startIncidents();
        return this;
    }

    Levels incidentLevels() {
        return incidents.levels();
    }

    List<IncidentAccount> incidentAccounts() {
        List<IncidentAccount> all = new ArrayList<>();
        incidents.eachAccount(all::add);
        return all;
    }

    /** What the accounts feed says. */
    public Scenario account(IncidentKey incident, String account, boolean known) {
        start();
        incidentEvent(new IncidentEvent.AccountKnown(incident.uid(), account, known));
        return this;
    }

    public Incident incident(IncidentKey key) {
        Incident incident = lastIncidents.get(key.uid());
        assertThat(incident).as(key + " among " + lastIncidents.values()).isNotNull();
        return incident;
    }

    /** Nothing more will come. */
    public Scenario end() {
        start();
        readToEnd(Feed.ISSUANCE, 0);
        issuance.keySet().forEach(partition -> readToEnd(Feed.ISSUANCE, partition));
        readToEnd(Feed.ACCESS, 0);
        chain.flush();
        chain.in().to(Channel.FINDINGS, new ForGroup.ReadTo(new PositionMark(Feed.ACCESS, 0, 1, PositionMark.END)));
        chain.past(() -> group.end(() -> {}));
        chain.past(incidents::end);
        chain.past(() -> {});
        return this;
    }

    private void readToEnd(Feed feed, int partition) {
        chain.in()
                .to(
                        Channel.TOKEN_EVENTS,
                        new TokenEvent.ReadTo(new PositionMark(feed, partition, 1, PositionMark.END)));
    }

    /** An analyst decides on the one alert of this rule. */
    public Scenario decide(Rule rule, AnalystAction.Kind kind, String reason) {
        return decideUntil(rule, kind, reason, Times.UNKNOWN);
    }

    /** An analyst decides on whatever has this uid, or will have. */
    Scenario decideOn(String uid, AnalystAction.Kind kind) {
        start();
        action(new AnalystAction(now, uid, kind, null, "kim", Times.UNKNOWN, null));
        return this;
    }

    public Scenario decideUntil(Rule rule, AnalystAction.Kind kind, String reason, long until) {
        AnalystAction action = new AnalystAction(now, lastOf(rule).key().uid(), kind, reason, "kim", until, null);
        chain.in().to(Channel.TOKEN_EVENTS, new TokenEvent.Decided(action));
        action(action);
        return this;
    }

    /** An analyst decided this. */
    public void action(AnalystAction action) {
        chain.in().to(Channel.FINDINGS, new ForGroup.Decided(action));
        chain.flush();
    }

    public Scenario sweep() {
        judge.sweep(1_000);
        return this;
    }

    /** What a gateway is answered that asks now, as {@code allow reason} or {@code deny reason}. */
    public String decide(String tokenId, String... more) {
        byte[] json = json("'token_id':'" + tokenId + "'", more).getBytes(StandardCharsets.UTF_8);
        Reading reading = new AccessReader(settings(), SignatureCheck.NONE).read(json, "asked", clock());
        TokenClaims token = ((Reading.Access) reading).access().token();
        BlockList list = new BlockList() {
            @Override
            public String reason(String key, long time) {
                BlockEntry entry = blocks.get(key);
                return entry == null || entry.until() < time
                        ? null
                        : entry.reason().id();
            }

            @Override
            public boolean isCompromised(String issuer, String keyId) {
                Incident incident = lastIncidents.get(new IncidentKey.OfKey(issuer, keyId).uid());
                return incident != null && incident.verified() && incident.isOpen();
            }

            @Override
            public Set<String> compromisedIssuers() {
                return lastIncidents.values().stream()
                        .filter(incident -> incident.verified() && incident.isOpen())
                        .map(incident -> incident.key() instanceof IncidentKey.OfKey of ? of.issuer() : "")
                        .collect(Collectors.toSet());
            }
        };
        Decision decision = new Decide(judgePolicy, judgeState, list, caughtUp).of(tokens().keyOf(token), token, now);
        if (decision == null) {
            return "not known";
        }
        return (decision.allowed() ? "allow " : "deny ") + decision.reason();
    }

    /** The accounts feed says something of an account from now on. */
    public Scenario account(String id, String state) {
        return accountAt(now, id, state);
    }

    private Scenario accountAt(long time, String id, String state) {
        start();
        String json = "{\"time\":" + time + ",\"account_id\":\"" + id + "\",\"state\":\"" + state + "\"}";
        listed.read(origin(), null, json.getBytes(StandardCharsets.UTF_8), time, clock(), !accountsAreRead);
        work();
        return this;
    }

    /** The accounts feed was read to the end that it had at the start. */
    public Scenario accountsAreRead() {
        start();
        listed.mark(0, 1, true);
        accountsAreRead = true;
        work();
        return this;
    }

    /** The task that watches accounts dies and is taken up elsewhere, from what was written. */
    public Scenario restartAccounts(boolean written) {
        if (written) {
            accounts.beginWriting();
            while (accounts.writeDown(10)) {
                // on
            }
        }
        startAccounts();
        return this;
    }

    public int pending() {
        return judge.pending();
    }

    private void work() {
        chain.flush();
    }

    private void seen(ForWatch message) {
        if (message instanceof Watched access) {
            watched.add(access);
        }
    }

    private void unknown(ForWatch message) {
        if (message instanceof UnknownUse use) {
            unknown.add(use);
        }
    }

    private Origin origin() {
        return Origin.ofFile("f", ++line);
    }

    private static long clock() {
        return DAY.plusDays(300).toInstant(ZoneOffset.UTC).toEpochMilli();
    }

    String json(String what, String... more) {
        StringBuilder json =
                new StringBuilder("{'time':'").append(Instant.ofEpochMilli(now)).append("',");
        json.append(what);
        for (String member : more) {
            json.append(',').append(member);
        }
        if (json.indexOf("'issuer'") < 0 && json.indexOf("heartbeat") < 0) {
            json.append(",'issuer':'" + ISSUER + "'");
        }
        return json.append('}').toString().replace('\'', '"');
    }

    // ---- expecting ----

    /** Exactly these alerts stand open, of all rules but those that tell of the feeds: {@code rule entity}. */
    void expectOpen(String... alerts) {
        assertThat(open()).containsExactlyInAnyOrder(alerts);
    }

    public void expectNothing() {
        expectOpen();
    }

    public SortedSet<String> open() {
        SortedSet<String> open = new TreeSet<>();
        for (Alert alert : last.values()) {
            if (alert.closed() == null) {
                open.add(alert.key().rule().id() + ' ' + alert.key().entity());
            }
        }
        return open;
    }

    /** All records of this rule, as {@code activity entity}. */
    public List<String> records(Rule rule) {
        return alerts.stream()
                .filter(a -> a.key().rule() == rule)
                .map(a -> a.activity().label() + ' ' + a.key().entity())
                .toList();
    }

    public Alert lastOf(Rule rule) {
        return last.values().stream()
                .filter(a -> a.key().rule() == rule)
                .reduce((a, b) -> b)
                .orElseThrow(() -> new AssertionError("no " + rule.id() + " among " + last.keySet()));
    }

    public static String key(String tokenId) {
        return TokenKey.ofId(ISSUER, tokenId).text();
    }

    /** The sum of reference/dead-letters-and-sums.md; waiting accesses are told at the end only. */
    void expectSumsHold() {
        long judged = verdicts.values().stream().mapToLong(Long::longValue).sum();
        long unknown = undetermined.values().stream().mapToLong(Long::longValue).sum();
        long others = outcomes.getOrDefault(Feed.ACCESS, Map.of()).values().stream()
                .mapToLong(Long::longValue)
                .sum();
        assertThat(judged + unknown + others).isEqualTo(accessesRead);
    }

    // ---- hearing ----

    private void written(ForWrite message) {
        if (message instanceof ForWrite.Alerted alerted) {
            alert(alerted.alert());
        } else if (message instanceof ForWrite.IncidentTold told) {
            incident(told.incident());
        } else if (message instanceof ForWrite.Blocked blocked) {
            blocks.put(blocked.entry().key(), blocked.entry());
        } else if (message instanceof ForWrite.Unblocked unblocked) {
            blocks.remove(unblocked.key());
        }
    }

    private void incident(Incident incident) {
        incidentRecords.add(incident);
        Incident before = lastIncidents.put(incident.key().uid(), incident);
        assertThat(before == null).isEqualTo(incident.activity() == Activity.CREATE);
        boolean stays = before != null && incident.activity() == Activity.UPDATE && before.closed() != null;
        assertThat(incident.closed() != null && !stays).isEqualTo(incident.activity() == Activity.CLOSE);
    }

    @Override
    public void outcome(Feed feed, Outcome outcome) {
        outcomes.computeIfAbsent(feed, f -> new EnumMap<>(Outcome.class)).merge(outcome, 1L, Long::sum);
    }

    private void alert(Alert alert) {
        alerts.add(alert);
        Alert before = last.put(alert.key().uid(), alert);
        assertThat(before != null || alert.activity() == Activity.CREATE).isTrue();
        // a decision on what is closed leaves it closed
        boolean stays = before != null && alert.activity() == Activity.UPDATE && alert.closed() == before.closed();
        assertThat(alert.activity() == Activity.CLOSE || (stays && alert.closed() != null))
                .isEqualTo(alert.closed() != null);
    }

    @Override
    public void differs() {
        differences++;
    }

    @Override
    public void verdict(Verdict verdict, long accesses) {
        verdicts.merge(verdict, accesses, Long::sum);
    }

    @Override
    public void undetermined(TokenKey token, String issuer, Undetermined reason, long accesses) {
        undetermined.merge(reason, accesses, Long::sum);
        undecided.computeIfAbsent(token.text(), t -> new TreeSet<>()).add(reason);
    }
}
