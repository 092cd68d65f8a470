package org.forgedtoken.detector.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.forgedtoken.detector.feed.AccessRecord;
import org.forgedtoken.detector.feed.Feed;
import org.forgedtoken.detector.feed.IssuanceRecord;
import org.forgedtoken.detector.reading.AccessReader;
import org.forgedtoken.detector.reading.AccessReading;
import org.forgedtoken.detector.reading.AccessReading.Anonymous;
import org.forgedtoken.detector.reading.AccessReading.Rejected;
import org.forgedtoken.detector.reading.FeedFormat;
import org.forgedtoken.detector.reading.IssuanceReader;
import org.forgedtoken.detector.reading.IssuanceReading;
import org.forgedtoken.detector.reading.jwt.Tokens;
import org.forgedtoken.detector.reading.signature.SignatureCheck;

/** Reads single records through a mapping. */
public final class Mapped {
    /** Behind every time in these tests. */
    public static final long NOW = 4_000_000_000_000L;

    private final FeedFormat format;

    private Mapped(FeedFormat format) {
        this.format = format;
    }

    static Mapped shipped(String name) {
        return new Mapped(MappedFormat.named(name, Feed.ACCESS));
    }

    public static Mapped natively() {
        return new Mapped(FeedFormat.NATIVE);
    }

    static Mapped shippedIssuance(String name) {
        return new Mapped(MappedFormat.named(name, Feed.ISSUANCE));
    }

    public static Mapped access(String mapping) {
        return new Mapped(MappedFormat.of(new MappingFile("test", "feed = access\n" + mapping, ""), Feed.ACCESS));
    }

    public static Mapped issuance(String mapping) {
        return new Mapped(MappedFormat.of(new MappingFile("test", "feed = issuance\n" + mapping, ""), Feed.ISSUANCE));
    }

    public AccessReading read(String record) {
        return read(record.getBytes(StandardCharsets.UTF_8));
    }

    public AccessReading read(byte[] record) {
        return new AccessReader(Tokens.policy(), SignatureCheck.NONE, format).read(record, "f:1", NOW);
    }

    public AccessRecord ok(String record) {
        AccessReading reading = read(record);
        assertThat(reading).isInstanceOf(AccessReading.Ok.class);
        return ((AccessReading.Ok) reading).access();
    }

    Anonymous anonymous(String record) {
        AccessReading reading = read(record);
        assertThat(reading).isInstanceOf(Anonymous.class);
        return (Anonymous) reading;
    }

    public Rejected rejected(String record) {
        AccessReading reading = read(record);
        assertThat(reading).isInstanceOf(Rejected.class);
        return (Rejected) reading;
    }

    IssuanceReading issuanceOf(String record) {
        return issuanceOf(record.getBytes(StandardCharsets.UTF_8));
    }

    IssuanceReading issuanceOf(byte[] record) {
        return new IssuanceReader(Tokens.policy(), format).read(record, "f:1", NOW);
    }

    public IssuanceRecord.Issued issued(String record) {
        IssuanceReading reading = issuanceOf(record);
        assertThat(reading).isInstanceOf(IssuanceReading.Ok.class);
        return (IssuanceRecord.Issued) ((IssuanceReading.Ok) reading).issuance();
    }
}
