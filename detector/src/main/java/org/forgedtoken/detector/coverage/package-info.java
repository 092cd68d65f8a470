/**
 * For which event times all issuances are known, by issuer and issuance partition: watermarks, what breaks coverage and
 * what fills it, and what an issuer's feed has taught so far. No Kafka class and no clock: time is an argument.
 */
@NullMarked
package org.forgedtoken.detector.coverage;

import org.jspecify.annotations.NullMarked;
