/**
 * Bytes to records: the native format, the mappings of other formats, and the JWT. Reading gives a record or a reason
 * for rejection, never an exception and never a null. The only user of Jackson's parser and of the JWT libraries; a raw
 * token is hashed and forgotten here, and every text that leaves has gone through {@code Redaction}.
 *
 * <p>Two kinds of strictness live here. A <em>record</em> is read tolerantly where a stranger writes into it (a broken
 * user agent must not make an access vanish among the dead letters), a <em>token</em> strictly (a gateway that reads it
 * differently would be an evasion).
 */
@NullMarked
package org.forgedtoken.detector.reading;

import org.jspecify.annotations.NullMarked;
