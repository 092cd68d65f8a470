package org.forgedtoken.detector.topology.codec;

import java.io.IOException;

/**
 * The bytes of records, by what Java knows of them: the components in their order, one of a sealed type behind its place
 * among those by name, an enum's constant by its place, numbers in as few bytes as they need. A component that is renamed
 * changes nothing; one that is added, removed, moved or of another type does, and so does a constant that is moved or a
 * record of a sealed type that is renamed.
 */
public final class RecordCodec<T> implements Codec<T> {
    private final Class<T> type;
    private final Codec<T> form;

    /** @param type a record, a sealed interface of records, or of what records are made */
    public RecordCodec(Class<T> type) {
        this.type = type;
        this.form = Forms.of(type);
    }

    Class<T> type() {
        return type;
    }

    @Override
    public void write(T value, ByteWriter out) {
        form.write(value, out);
    }

    @Override
    public T read(ByteReader in) throws IOException {
        return form.read(in);
    }
}
