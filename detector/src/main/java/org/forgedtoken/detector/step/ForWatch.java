package org.forgedtoken.detector.step;

import org.forgedtoken.detector.coverage.PositionMark;
import org.forgedtoken.detector.feed.AccountRecord;
import org.jspecify.annotations.Nullable;

/** What WATCH takes in. */
public sealed interface ForWatch permits Watched, AnonymousUse, UnknownUse, ForWatch.Listed, ForWatch.ReadTo {
    /** The account that it is about; null where it is about none, or about all. */
    @Nullable
    String account();

    /** The source that it is about; null where it is about none, or about all. */
    default @Nullable String source() {
        return null;
    }

    /** An account's record. */
    record Listed(AccountRecord record) implements ForWatch {
        @Override
        public String account() {
            return record.accountId();
        }
    }

    /** How far a feed has been read; to every task. */
    record ReadTo(PositionMark mark) implements ForWatch {
        @Override
        public @Nullable String account() {
            return null;
        }
    }
}
