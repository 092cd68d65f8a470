package org.forgedtoken.detector.step;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.forgedtoken.detector.alert.Finding;

/** What a stage has said. */
public final class Said implements Emit {
    private final Consumer<Finding> findings;
    final List<Object> messages = new ArrayList<>();

    /** @param findings hears of them, besides */
    public Said(Consumer<Finding> findings) {
        this.findings = findings;
    }

    @Override
    public <M> void to(Channel<M> channel, M message) {
        messages.add(message);
        if (message instanceof ForGroup.Found found) {
            findings.accept(found.finding());
        }
    }
}
