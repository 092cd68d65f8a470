/**
 * Whether a published key has signed a token: an issuer's keys, fetched and kept, and the checks, within a budget. The only
 * user of java-jwt and jwks-rsa.
 */
@NullMarked
package org.forgedtoken.detector.reading.signature;

import org.jspecify.annotations.NullMarked;
