package org.forgedtoken.detector.demo;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.SplittableRandom;
import org.forgedtoken.detector.demo.KeyRing.SampleIssuer;
import org.jspecify.annotations.Nullable;

/**
 * The traffic of a plan, in order of arrival, made as it is asked for: a long run costs no more memory than the accounts,
 * the sessions open at one time and the attack. Not thread-safe.
 */
public final class Traffic implements Iterator<GeneratedRecord> {

    private final Agenda agenda = new Agenda();
    private final Truth truth;
    private final KeyRing keys;
    private @Nullable GeneratedRecord next;

    public Traffic(TrafficPlan plan) {
        SplittableRandom random = new SplittableRandom(plan.seed());
        this.keys = KeyRing.of(plan);
        this.truth = new Truth(plan);
        Delivery delivery = new Delivery(plan, agenda, truth, random.split());
        Scene scene = new Scene(
                plan,
                agenda,
                delivery,
                new NativeRecords(random.split()),
                truth,
                new LedgerCover(plan),
                keys,
                new Members(plan.seed(), plan.site().members()),
                new Whereabouts(plan, random.split()),
                new DayCurve(plan));
        new Background(scene, random.split()).begin();
        HonestUsers users = new HonestUsers(scene, random.split());
        users.begin();
        new Attacker(scene, random.split()).begin();
        new Offices(scene, users, random.split()).begin();
        new Partners(scene, random.split()).begin();
        new ServiceAccounts(scene, random.split()).begin();
        new Churn(scene, users, random.split()).begin();
        if (!plan.campaign().isNone()) {
            new Crawl(scene, random.split()).begin();
            new Sideshow(scene, random.split()).begin();
        }
        this.next = agenda.next();
    }

    @Override
    public boolean hasNext() {
        return next != null;
    }

    @Override
    public GeneratedRecord next() {
        GeneratedRecord record = next;
        if (record == null) {
            throw new NoSuchElementException("the traffic is over");
        }
        next = agenda.next();
        return record;
    }

    /**
     * What must be found in the traffic made so far. It runs ahead of the records handed out by up to the grace (by the
     * rest of an outage, within one), and is final once they have all been handed out.
     */
    public Truth truth() {
        return truth;
    }

    /** The issuers' public keys, as a JWKS. */
    public String jwks() {
        return keys.jwks();
    }

    /** The issuers' names; the first one is the main issuer. */
    public List<String> issuers() {
        return keys.issuers().stream().map(SampleIssuer::name).toList();
    }
}
