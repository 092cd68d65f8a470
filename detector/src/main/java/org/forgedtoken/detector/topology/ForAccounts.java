package org.forgedtoken.detector.topology;

import org.forgedtoken.detector.topology.codec.ForWatch;

/** What goes to WATCH for accounts. */
record ForAccounts(ForWatch message) {}
