/**
 * Bytes to records: the native format, the mappings of other formats, and the JWT. Reading gives a record or a
 * reason for rejection, never an exception and never a null. The only user of Jackson's parser and of java-jwt;
 * a raw token is hashed and forgotten here, and goes no further.
 */
@NullMarked
package org.forgedtoken.detector.reading;

import org.jspecify.annotations.NullMarked;
