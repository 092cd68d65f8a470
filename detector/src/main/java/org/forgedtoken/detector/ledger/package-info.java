/**
 * All issuances and revocations that the detector knows, the stretches of event time for which it knows them
 * all (coverage), and the tokens that wait for coverage. Exact and compact; no Kafka class and no clock: time
 * is an argument. The adapter that makes it a Kafka store lives in {@code topology}.
 */
@NullMarked
package org.forgedtoken.detector.ledger;

import org.jspecify.annotations.NullMarked;
