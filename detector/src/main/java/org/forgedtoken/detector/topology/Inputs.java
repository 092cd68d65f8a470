package org.forgedtoken.detector.topology;

/** What only the cluster knows of the input topics. */
public interface Inputs {
    /** Whether the topic existed at the start. */
    boolean exists(String topic);

    /** How many partitions the topic had at the start. */
    int partitions(String topic);

    /** The offset at which the partition's log begins now: what lies before it is gone. */
    long logStart(String topic, int partition);

    /** The offset behind the partition's last record now. */
    long logEnd(String topic, int partition);

    /** Topics of one partition of which nothing is ever lost, where no cluster is at hand. */
    Inputs WHOLE = new Inputs() {
        @Override
        public boolean exists(String topic) {
            return true;
        }

        @Override
        public int partitions(String topic) {
            return 1;
        }

        @Override
        public long logStart(String topic, int partition) {
            return 0;
        }

        @Override
        public long logEnd(String topic, int partition) {
            return 0;
        }
    };
}
