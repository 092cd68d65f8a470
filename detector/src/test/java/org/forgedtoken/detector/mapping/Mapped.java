package org.forgedtoken.detector.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.forgedtoken.detector.feed.AccessRecord;
import org.forgedtoken.detector.feed.Feed;
import org.forgedtoken.detector.feed.IssuanceRecord;
import org.forgedtoken.detector.mapping.MappedFormat.MappingFile;
import org.forgedtoken.detector.reading.AccessReader;
import org.forgedtoken.detector.reading.FeedFormat;
import org.forgedtoken.detector.reading.IssuanceReader;
import org.forgedtoken.detector.reading.Reading;
import org.forgedtoken.detector.reading.Reading.Anonymous;
import org.forgedtoken.detector.reading.Reading.Rejected;
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

    public Reading read(String record) {
        return read(record.getBytes(StandardCharsets.UTF_8));
    }

    public Reading read(byte[] record) {
        return new AccessReader(Tokens.policy(), SignatureCheck.NONE, format).read(record, "f:1", NOW);
    }

    public AccessRecord ok(String record) {
        Reading reading = read(record);
        assertThat(reading).isInstanceOf(Reading.Access.class);
        return ((Reading.Access) reading).access();
    }

    Anonymous anonymous(String record) {
        Reading reading = read(record);
        assertThat(reading).isInstanceOf(Anonymous.class);
        return (Anonymous) reading;
    }

    public Rejected rejected(String record) {
        Reading reading = read(record);
        assertThat(reading).isInstanceOf(Rejected.class);
        return (Rejected) reading;
    }

    Reading issuanceOf(String record) {
        return issuanceOf(record.getBytes(StandardCharsets.UTF_8));
    }

    Reading issuanceOf(byte[] record) {
        return new IssuanceReader(Tokens.policy(), format).read(record, NOW);
    }

    public IssuanceRecord.Issued issued(String record) {
        Reading reading = issuanceOf(record);
        assertThat(reading).isInstanceOf(Reading.Issuance.class);
        return (IssuanceRecord.Issued) ((Reading.Issuance) reading).issuance();
    }
}
