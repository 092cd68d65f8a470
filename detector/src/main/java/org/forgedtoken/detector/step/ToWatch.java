package org.forgedtoken.detector.step;

/** What JUDGE tells WATCH: every judged access of somebody's token, once it has its verdict. */
public interface ToWatch {
    /** Nobody watches, so that nothing need be put together. */
    ToWatch NOBODY = new ToWatch() {
        @Override
        public void watch(Watched seen) {}

        @Override
        public boolean looksUpAccounts() {
            return false;
        }
    };

    /** Told once an access, whatever becomes of its verdict later. */
    void watch(Watched seen);

    /** Whether it is of interest what an issued token was: where accounts are looked up. */
    default boolean looksUpAccounts() {
        return true;
    }
}
