package org.forgedtoken.detector.topology.codec;

import java.io.IOException;
import org.forgedtoken.detector.ledger.Hole;
import org.forgedtoken.detector.ledger.IssuerFacts;
import org.forgedtoken.detector.ledger.Lateness;
import org.forgedtoken.detector.ledger.Lifetimes;
import org.forgedtoken.detector.ledger.Stretches.Stretch;

/** How what an issuer taught, what is covered, and what came late, is written. */
final class FactsForm {
    private FactsForm() {}

    static void write(IssuerFacts.Snapshot facts, ByteWriter out) {
        Wire.map(facts.lifetimes(), Wire::text, FactsForm::lifetimes, out);
        Wire.list(facts.withId(), Wire::number, out);
        out.writeLong(facts.withoutId());
        out.writeLong(facts.withoutDigest());
        Wire.map(facts.keyedSince(), Constants.IDENTITY::write, Wire::number, out);
        Wire.map(facts.keysSince(), Wire::text, Wire::number, out);
    }

    static IssuerFacts.Snapshot read(ByteReader in) throws IOException {
        return new IssuerFacts.Snapshot(
                Wire.map(Wire::text, FactsForm::lifetimes, in),
                Wire.list(Wire::number, in),
                in.readLong(),
                in.readLong(),
                Wire.map(Constants.IDENTITY::read, Wire::number, in),
                Wire.map(Wire::text, Wire::number, in));
    }

    private static void lifetimes(Lifetimes.Snapshot lifetimes, ByteWriter out) {
        Wire.list(lifetimes.stated(), Wire::number, out);
        Wire.map(lifetimes.longest(), Wire::number, Wire::number, out);
        out.writeLong(lifetimes.unstated());
    }

    private static Lifetimes.Snapshot lifetimes(ByteReader in) throws IOException {
        return new Lifetimes.Snapshot(
                Wire.list(Wire::number, in), Wire.map(Wire::number, Wire::number, in), in.readLong());
    }

    static void stretch(Stretch stretch, ByteWriter out) {
        out.writeLong(stretch.since());
        out.writeLong(stretch.until());
    }

    static Stretch stretch(ByteReader in) throws IOException {
        return new Stretch(in.readLong(), in.readLong());
    }

    static void hole(Hole hole, ByteWriter out) {
        out.writeLong(hole.since());
        out.writeLong(hole.until());
        out.writeBoolean(hole.ofIssue());
        out.writeNear(hole.lost());
        out.writeNear(hole.silent());
    }

    static Hole hole(ByteReader in) throws IOException {
        return new Hole(in.readLong(), in.readLong(), in.readBoolean(), in.readNear(), in.readNear());
    }

    static void lateness(Lateness.State lateness, ByteWriter out) {
        out.writeLong(lateness.most());
        out.writeLong(lateness.since());
        out.writeLong(lateness.lastAt());
        out.writeLong(lateness.ofHole());
    }

    static Lateness.State lateness(ByteReader in) throws IOException {
        return new Lateness.State(in.readLong(), in.readLong(), in.readLong(), in.readLong());
    }
}
