package org.forgedtoken.detector.topology.codec;

import java.io.IOException;
import java.util.TreeMap;
import org.forgedtoken.detector.alert.Finding;

/** The bytes of what goes to GROUP. */
public final class ForGroupCodec implements Codec<ForGroup> {
    private static final int USE = 1;
    private static final int WITHDRAWN = 2;
    private static final int BEGUN = 3;
    private static final int ENDED = 4;
    private static final int READ_TO = 5;
    private static final int GROWN = 6;
    private static final int CLEARED = 7;
    private static final int EXPLAINED = 8;
    private static final int FOR_INCIDENTS = 9;
    private static final int DECIDED = 10;
    private static final int PLANTED = 11;
    private static final int JOINED = 12;
    private static final int INVOLVING = 13;
    private static final int MISSING = 14;
    private static final int FILLED = 15;

    private static final PositionMarkCodec POSITION = new PositionMarkCodec();
    private static final IncidentEventCodec INCIDENTS = new IncidentEventCodec();

    @Override
    public void write(ForGroup message, ByteWriter out) {
        if (message instanceof ForGroup.ReadTo readTo) {
            out.writeByte(READ_TO);
            POSITION.write(readTo.mark(), out);
        } else if (message instanceof ForGroup.Decided decided) {
            out.writeByte(DECIDED);
            FeedForms.action(decided.action(), out);
        } else if (message instanceof ForGroup.ForIncidents known) {
            out.writeByte(FOR_INCIDENTS);
            INCIDENTS.write(known.event(), out);
        } else if (message instanceof ForGroup.Found found) {
            finding(found.finding(), out);
            out.writeLong(found.emittedAt());
        }
    }

    @Override
    public ForGroup read(ByteReader in) throws IOException {
        int kind = in.readByte();
        return switch (kind) {
            case READ_TO -> new ForGroup.ReadTo(POSITION.read(in));
            case DECIDED -> new ForGroup.Decided(FeedForms.action(in));
            case FOR_INCIDENTS -> new ForGroup.ForIncidents(INCIDENTS.read(in));
            default -> new ForGroup.Found(finding(kind, in), in.readLong());
        };
    }

    private static void finding(Finding finding, ByteWriter out) {
        if (finding instanceof Finding.Use use) {
            out.writeByte(USE);
            AlertForms.key(use.key(), out);
            Wire.map(use.uses(), Wire::number, Wire::number, out);
            out.writeLong(use.horizon());
            out.writeLong(use.verifiedAt());
            AlertForms.evidence(use.evidence(), out);
            Wire.optional(use.blockKey(), out);
            IncidentForms.membership(use.incident(), out);
            Wire.list(use.involved(), IncidentForms::involved, out);
            Wire.map(new TreeMap<>(use.contents()), Wire::text, Wire::flag, out);
        } else if (finding instanceof Finding.Withdrawn withdrawn) {
            out.writeByte(WITHDRAWN);
            AlertForms.key(withdrawn.key(), out);
            Wire.optional(withdrawn.content(), out);
            Constants.STATUS_DETAIL.write(withdrawn.reason(), out);
        } else if (finding instanceof Finding.Cleared cleared) {
            out.writeByte(CLEARED);
            AlertForms.key(cleared.key(), out);
            Wire.optional(cleared.content(), out);
        } else if (finding instanceof Finding.Explained explained) {
            out.writeByte(EXPLAINED);
            AlertForms.key(explained.key(), out);
            out.writeLong(explained.from());
        } else if (finding instanceof Finding.Planted planted) {
            out.writeByte(PLANTED);
            Wire.text(planted.uid(), out);
            out.writeLong(planted.time());
        } else if (finding instanceof Finding.Begun begun) {
            out.writeByte(BEGUN);
            AlertForms.key(begun.key(), out);
            out.writeLong(begun.start());
            out.writeLong(begun.last());
            out.writeLong(begun.count());
            AlertForms.evidence(begun.evidence(), out);
            IncidentForms.key(begun.incident(), out);
        } else if (finding instanceof Finding.Grown grown) {
            out.writeByte(GROWN);
            AlertForms.key(grown.key(), out);
            out.writeLong(grown.last());
            out.writeLong(grown.count());
        } else if (finding instanceof Finding.Involving involving) {
            out.writeByte(INVOLVING);
            AlertForms.key(involving.key(), out);
            Wire.list(involving.involved(), IncidentForms::involved, out);
        } else if (finding instanceof Finding.Missing missing) {
            out.writeByte(MISSING);
            AlertForms.key(missing.key(), out);
            Wire.text(missing.issuer(), out);
            FactsForm.hole(missing.hole(), out);
            Wire.text(missing.token(), out);
        } else if (finding instanceof Finding.Filled filled) {
            out.writeByte(FILLED);
            AlertForms.key(filled.key(), out);
        } else if (finding instanceof Finding.Joined joined) {
            out.writeByte(JOINED);
            AlertForms.key(joined.key(), out);
            IncidentForms.membership(joined.incident(), out);
        } else if (finding instanceof Finding.Ended ended) {
            out.writeByte(ENDED);
            AlertForms.key(ended.key(), out);
            out.writeLong(ended.start());
            out.writeLong(ended.last());
            out.writeLong(ended.count());
            AlertForms.evidence(ended.evidence(), out);
            Constants.STATUS_DETAIL.write(ended.reason(), out);
        }
    }

    private static Finding finding(int kind, ByteReader in) throws IOException {
        return switch (kind) {
            case USE ->
                new Finding.Use(
                        AlertForms.key(in),
                        Wire.map(Wire::number, Wire::number, in),
                        in.readLong(),
                        in.readLong(),
                        AlertForms.evidence(in),
                        Wire.optional(in),
                        IncidentForms.optionalMembership(in),
                        Wire.list(IncidentForms::involved, in),
                        Wire.map(Wire::text, Wire::flag, in));
            case WITHDRAWN ->
                new Finding.Withdrawn(AlertForms.key(in), Wire.optional(in), Constants.STATUS_DETAIL.read(in));
            case CLEARED -> new Finding.Cleared(AlertForms.key(in), Wire.optional(in));
            case EXPLAINED -> new Finding.Explained(AlertForms.key(in), in.readLong());
            case PLANTED -> new Finding.Planted(Wire.text(in), in.readLong());
            case BEGUN ->
                new Finding.Begun(
                        AlertForms.key(in),
                        in.readLong(),
                        in.readLong(),
                        in.readLong(),
                        AlertForms.evidence(in),
                        IncidentForms.optionalKey(in));
            case GROWN -> new Finding.Grown(AlertForms.key(in), in.readLong(), in.readLong());
            case INVOLVING -> new Finding.Involving(AlertForms.key(in), Wire.list(IncidentForms::involved, in));
            case MISSING -> new Finding.Missing(AlertForms.key(in), Wire.text(in), FactsForm.hole(in), Wire.text(in));
            case FILLED -> new Finding.Filled(AlertForms.key(in));
            case JOINED -> new Finding.Joined(AlertForms.key(in), IncidentForms.membership(in));
            case ENDED ->
                new Finding.Ended(
                        AlertForms.key(in),
                        in.readLong(),
                        in.readLong(),
                        in.readLong(),
                        AlertForms.evidence(in),
                        Constants.STATUS_DETAIL.read(in));
            default -> throw new IOException("there is no finding of kind " + kind);
        };
    }
}
