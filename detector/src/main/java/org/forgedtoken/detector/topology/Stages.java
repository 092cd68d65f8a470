package org.forgedtoken.detector.topology;

/** Which stages of the flow work. No setting: a detector that is half of one is for measuring it against the whole. */
public enum Stages {
    ALL,
    /** JUDGE tells WATCH of no access. */
    WITHOUT_WATCH
}
