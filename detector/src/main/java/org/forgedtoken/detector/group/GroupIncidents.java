package org.forgedtoken.detector.group;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Consumer;
import org.forgedtoken.detector.alert.BlockEntry;
import org.forgedtoken.detector.alert.Incident;
import org.forgedtoken.detector.alert.IncidentKey;
import org.forgedtoken.detector.alert.IncidentKind;
import org.forgedtoken.detector.alert.Triage;
import org.forgedtoken.detector.feed.AnalystAction;
import org.forgedtoken.detector.feed.Times;
import org.forgedtoken.detector.feed.TokenClaims;
import org.forgedtoken.detector.feed.TokenKey;
import org.forgedtoken.detector.group.IncidentState.IncidentMemory;
import org.forgedtoken.detector.rule.Rule;
import org.forgedtoken.detector.settings.Catalogue;
import org.forgedtoken.detector.step.Channel;
import org.forgedtoken.detector.step.Emit;
import org.forgedtoken.detector.step.ForWrite;
import org.forgedtoken.detector.step.IncidentEvent;
import org.forgedtoken.detector.step.Stage;
import org.forgedtoken.detector.step.Stores;

/**
 * GROUP's second half: from a million alerts to the one incident that a person works on. One task has all incidents,
 * since an alert may count in several. Not thread-safe.
 *
 * <p>Live, what was counted is put aside once a second, so that one alert of many uses is not a write each use: after a crash
 * an incident says that it may lack what came in the second before. Which tokens are accused is put aside at once.
 */
public final class GroupIncidents implements Stage<IncidentEvent> {
    private static final long SAVE_AFTER = 1_000;

    private final GroupPolicy.IncidentPolicy policy;
    private final IncidentWriting.LiveTokenCounts live;
    private final IncidentWriting writing;
    private final IncidentFiles files;
    private final Shares shares;
    private final KeptDecisions decisions;
    private final KeyBlocks keyBlocks;
    private long now;
    private long savedAt = Long.MIN_VALUE / 2;

    /** Takes up the state as it was left. */
    public GroupIncidents(GroupPolicy.IncidentPolicy policy, Stores stores, Emit out) {
        this.policy = policy;
        this.live = new IncidentWriting.LiveTokenCounts(stores.of(IncidentState.LIVE_TOKENS));
        long blockMax = policy.settings().millis(Catalogue.BLOCK_MAX);
        this.keyBlocks = new KeyBlocks(
                policy.settings().get(Catalogue.BLOCK_KEYS),
                blockMax,
                new Blocks(stores.of(IncidentState.KEY_BLOCKS), blockMax, out));
        this.writing = new IncidentWriting(policy, live, incident -> {
            out.to(Channel.OUTPUT, new ForWrite.IncidentTold(incident));
            keyBlocks.incident(incident);
        });
        this.decisions = new KeptDecisions(stores.of(IncidentState.INCIDENT_DECISIONS));
        this.files = new IncidentFiles(policy, stores);
        LiveShares counted = new LiveShares(files, stores);
        this.shares = policy.isPrompt() ? counted : new ExactShares(counted, stores);
        files.restoreAccounts();
    }

    @Override
    public void accept(List<? extends IncidentEvent> batch) {
        batch.forEach(this::accept);
    }

    private void accept(IncidentEvent event) {
        if (event instanceof IncidentEvent.Counted counted) {
            counted(counted);
        } else if (event instanceof IncidentEvent.Stands stands) {
            stands(stands);
        } else if (event instanceof IncidentEvent.Left left) {
            shares.left(left);
        } else if (event instanceof IncidentEvent.Merged merged) {
            merged(merged);
        } else if (event instanceof IncidentEvent.AccountKnown account) {
            files.account(account);
        } else if (event instanceof IncidentEvent.Decided decided) {
            decided(decided.action());
        } else if (event instanceof IncidentEvent.LiveTokens tokens) {
            live.take(tokens);
            files.all().stream().filter(live::concerns).forEach(IncidentFile::touch);
        }
    }

    /** Writes what is due, and puts aside what has changed. */
    @Override
    public void tick(long wallClock) {
        now = wallClock;
        files.all().stream().filter(file -> file.memory().told() != null).forEach(this::mergeIfKeyIsOpen);
        files.all().forEach(this::perhaps);
        if (now - savedAt >= SAVE_AFTER) {
            savedAt = now;
            files.all().stream().filter(IncidentFile::isUnsaved).forEach(file -> files.save(file, false));
        }
        keyBlocks.wake(now);
    }

    /** Nothing more will come: every incident is written as it stands now. */
    public void end() {
        files.all().forEach(this::mergeIfKeyIsOpen);
        files.all().forEach(writing::last);
    }

    /** What they have to do with which accounts, in the order of uids and names. */
    public void eachAccount(Consumer<IncidentAccount> visitor) {
        files.all().forEach(file -> shares.eachAccount(file, visitor));
    }

    /** What stands open, and until when it must be reported. */
    public Levels levels() {
        return writing.levels(files.all());
    }

    private void counted(IncidentEvent.Counted event) {
        IncidentFile file = files.of(event.incident());
        if (!file.isMarked()) {
            files.save(file, true);
        }
        shares.counted(event);
    }

    private void stands(IncidentEvent.Stands event) {
        IncidentFile file = files.of(event.incident());
        shares.stands(event, file);
        if (!policy.isPrompt()) {
            perhaps(file); // live that waits for the next time to look
        }
    }

    private void merged(IncidentEvent.Merged merged) {
        merge(files.of(merged.incident()), merged.into());
    }

    private static void merge(IncidentFile file, String into) {
        if (file.memory().mergedInto() == null) {
            file.memory(file.memory().merged(into));
            file.touch();
        }
    }

    /** Of a campaign's own tokens nothing may be known, but that they name a key which is somebody else's by now. */
    private void mergeIfKeyIsOpen(IncidentFile campaign) {
        for (String uid : campaign.keys.uids()) {
            IncidentFile key = files.find(uid);
            if (key != null && key.isOpen()) {
                merge(campaign, uid);
            }
        }
    }

    private void perhaps(IncidentFile file) {
        if (file.memory().told() == null && file.isOpen()) {
            decisions.take(file.uid()).forEach(action -> apply(file, action));
        }
        writing.perhaps(file, now);
    }

    private void decided(AnalystAction action) {
        IncidentFile file = files.find(action.uid());
        if (file == null || file.memory().told() == null) {
            decisions.keep(action); // on an alert, or on what does not stand yet
            return;
        }
        IncidentMemory before = file.memory();
        apply(file, action);
        if (action.kind() != AnalystAction.Kind.REPORTED || !file.memory().equals(before)) {
            writing.decided(file, now);
        }
    }

    private void apply(IncidentFile file, AnalystAction action) {
        String regime = action.regime();
        IncidentMemory before = file.memory();
        if (action.kind() != AnalystAction.Kind.REPORTED) {
            file.memory(before.decided(Triage.after(action, before.triage())));
        } else if (regime != null
                && policy.settings().get(Catalogue.INCIDENT_REPORTING).containsKey(regime)) {
            file.memory(before.clocks(before.clocks().reported(regime, action.time())));
        }
    }

    /** How many incidents are remembered, opened or not. */
    public int size() {
        return files.all().size();
    }

    /**
     * How many incidents stand open, and what is due.
     *
     * @param deadlines regime → the earliest wall clock, epoch ms, by which an open incident must be reported and has not been
     */
    public record Levels(Map<IncidentKind, Long> open, SortedMap<String, Long> deadlines) {}

    /**
     * Blocks a signing key for as long as a verified incident of it is open, where {@code block.keys} asks for it, by
     * what is told of it. Nothing unverified blocks a key: an attacker could name any. Not thread-safe.
     *
     * @param asked whether it does
     * @param blocks may hold other entries than those of keys
     */
    record KeyBlocks(boolean asked, long blockMax, Blocks blocks) {
        private static final String KEYS = "key:";

        /** An incident was written. */
        void incident(Incident incident) {
            if (incident.key() instanceof IncidentKey.OfKey key) {
                String name = TokenKey.ofSigningKey(key.issuer(), key.keyId());
                if (asked && incident.verified() && incident.isOpen()) {
                    blocks.stand(entry(name, key, incident));
                } else {
                    blocks.removeIfThere(name);
                }
            }
        }

        /** Removes entries whose time is over. */
        void wake(long now) {
            blocks.removeOver(KEYS, now);
        }

        private BlockEntry entry(String name, IncidentKey.OfKey key, Incident incident) {
            TokenClaims token = new TokenClaims(
                    key.issuer(), null, false, null, null, null, key.keyId(), Times.UNKNOWN, Times.UNKNOWN);
            Rule reason = incident.newest().isEmpty()
                    ? Rule.TOKEN_NEVER_ISSUED
                    : incident.newest().get(0).rule();
            long until = incident.scope().last() + blockMax;
            return new BlockEntry(
                    name, token, reason, incident.key().uid(), incident.scope().first(), until);
        }
    }
}
