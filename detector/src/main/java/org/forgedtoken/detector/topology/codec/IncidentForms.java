package org.forgedtoken.detector.topology.codec;

import java.io.IOException;
import org.forgedtoken.detector.alert.IncidentKey;
import org.forgedtoken.detector.alert.Involved;
import org.forgedtoken.detector.alert.Membership;
import org.jspecify.annotations.Nullable;

/** How the parts of incidents are written. */
final class IncidentForms {
    private static final int NONE = 0;
    private static final int OF_KEY = 1;
    private static final int OF_SOME_KEY = 2;
    private static final int OF_UNKNOWN_KEYS = 3;
    private static final int OF_UNCOVERED_ISSUERS = 4;
    private static final int OF_SOURCE = 5;
    private static final int OPENED = 6;

    private IncidentForms() {}

    static void key(@Nullable IncidentKey key, ByteWriter out) {
        if (key == null) {
            out.writeByte(NONE);
        } else if (key instanceof IncidentKey.OfKey one) {
            out.writeByte(OF_KEY);
            Wire.text(one.issuer(), out);
            Wire.text(one.keyId(), out);
        } else if (key instanceof IncidentKey.OfSomeKey some) {
            out.writeByte(OF_SOME_KEY);
            Wire.text(some.issuer(), out);
        } else if (key instanceof IncidentKey.OfUnknownKeys unknown) {
            out.writeByte(OF_UNKNOWN_KEYS);
            Wire.text(unknown.issuer(), out);
        } else if (key instanceof IncidentKey.OfUncoveredIssuers) {
            out.writeByte(OF_UNCOVERED_ISSUERS);
        } else if (key instanceof IncidentKey.OfSource campaign) {
            out.writeByte(OF_SOURCE);
            Wire.text(campaign.source(), out);
        } else if (key instanceof IncidentKey.Opened opened) {
            out.writeByte(OPENED);
            Wire.text(opened.uid(), out);
        }
    }

    static @Nullable IncidentKey optionalKey(ByteReader in) throws IOException {
        int form = in.readByte();
        return switch (form) {
            case NONE -> null;
            case OF_KEY -> new IncidentKey.OfKey(Wire.text(in), Wire.text(in));
            case OF_SOME_KEY -> new IncidentKey.OfSomeKey(Wire.text(in));
            case OF_UNKNOWN_KEYS -> new IncidentKey.OfUnknownKeys(Wire.text(in));
            case OF_UNCOVERED_ISSUERS -> new IncidentKey.OfUncoveredIssuers();
            case OF_SOURCE -> new IncidentKey.OfSource(Wire.text(in));
            case OPENED -> new IncidentKey.Opened(Wire.text(in));
            default -> throw new IOException("there is no incident of form " + form);
        };
    }

    static void membership(@Nullable Membership membership, ByteWriter out) {
        key(membership == null ? null : membership.incident(), out);
        if (membership != null) {
            out.writeLong(membership.since());
        }
    }

    static @Nullable Membership optionalMembership(ByteReader in) throws IOException {
        IncidentKey key = optionalKey(in);
        return key == null ? null : new Membership(key, in.readLong());
    }

    static Membership membership(ByteReader in) throws IOException {
        Membership membership = optionalMembership(in);
        if (membership == null) {
            throw new IOException("the incident is missing");
        }
        return membership;
    }

    static void involved(Involved involved, ByteWriter out) {
        Involved.Who who = involved.who();
        Wire.text(who.token(), out);
        Wire.text(who.issuer(), out);
        Wire.optional(who.account(), out);
        Wire.optional(who.keyId(), out);
        Wire.text(who.source(), out);
        Wire.optional(who.endpoint(), out);
        Constants.VERDICT.write(who.verdict(), out);
        Constants.PROOF.write(who.proof(), out);
        out.writeLong(involved.accesses());
        out.writeLong(involved.first());
        out.writeLong(involved.last());
    }

    static Involved involved(ByteReader in) throws IOException {
        Involved.Who who = new Involved.Who(
                Wire.text(in),
                Wire.text(in),
                Wire.optional(in),
                Wire.optional(in),
                Wire.text(in),
                Wire.optional(in),
                Constants.VERDICT.read(in),
                Constants.PROOF.read(in));
        return new Involved(who, in.readLong(), in.readLong(), in.readLong());
    }
}
