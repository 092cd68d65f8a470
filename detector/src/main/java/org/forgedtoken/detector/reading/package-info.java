/**
 * Bytes to records, in the native format. Reading gives a record or a reason for rejection, never an exception and never a
 * null. A raw token is hashed and forgotten here, and every text that leaves has gone through {@code Redaction}.
 *
 * <p>A record is read tolerantly where a stranger writes into it: a broken user agent must not make an access vanish among
 * the dead letters.
 */
@NullMarked
package org.forgedtoken.detector.reading;

import org.jspecify.annotations.NullMarked;
