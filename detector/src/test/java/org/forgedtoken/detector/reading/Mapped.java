package org.forgedtoken.detector.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.forgedtoken.detector.feed.AccessRecord;
import org.forgedtoken.detector.feed.Feed;
import org.forgedtoken.detector.feed.IssuanceRecord;
import org.forgedtoken.detector.reading.AccessReading.Anonymous;
import org.forgedtoken.detector.reading.AccessReading.Rejected;

/** Reads single records through a mapping. */
final class Mapped {
    /** Behind every time in these tests. */
    static final long NOW = 4_000_000_000_000L;

    private final FeedFormat format;

    private Mapped(FeedFormat format) {
        this.format = format;
    }

    static Mapped shipped(String name) {
        return new Mapped(FeedFormat.named(name, Feed.ACCESS));
    }

    static Mapped natively() {
        return new Mapped(FeedFormat.NATIVE);
    }

    static Mapped shippedIssuance(String name) {
        return new Mapped(FeedFormat.named(name, Feed.ISSUANCE));
    }

    static Mapped access(String mapping) {
        return new Mapped(MappedFormat.of(new MappingFile("test", "feed = access\n" + mapping, ""), Feed.ACCESS));
    }

    static Mapped issuance(String mapping) {
        return new Mapped(MappedFormat.of(new MappingFile("test", "feed = issuance\n" + mapping, ""), Feed.ISSUANCE));
    }

    AccessReading read(String record) {
        return read(record.getBytes(StandardCharsets.UTF_8));
    }

    AccessReading read(byte[] record) {
        return new AccessReader(Tokens.policy(), SignatureCheck.NONE, format).read(record, "f:1", NOW);
    }

    AccessRecord ok(String record) {
        AccessReading reading = read(record);
        assertThat(reading).isInstanceOf(AccessReading.Ok.class);
        return ((AccessReading.Ok) reading).access();
    }

    Anonymous anonymous(String record) {
        AccessReading reading = read(record);
        assertThat(reading).isInstanceOf(Anonymous.class);
        return (Anonymous) reading;
    }

    Rejected rejected(String record) {
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

    IssuanceRecord.Issued issued(String record) {
        IssuanceReading reading = issuanceOf(record);
        assertThat(reading).isInstanceOf(IssuanceReading.Ok.class);
        return (IssuanceRecord.Issued) ((IssuanceReading.Ok) reading).issuance();
    }
}
