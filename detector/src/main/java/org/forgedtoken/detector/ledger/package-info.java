/**
 * The issuances and revocations that the detector knows, exact and compact. No Kafka class and no clock: time is an
 * argument. The adapter that makes it a Kafka store lives in {@code topology}.
 */
@NullMarked
package org.forgedtoken.detector.ledger;

import org.jspecify.annotations.NullMarked;
