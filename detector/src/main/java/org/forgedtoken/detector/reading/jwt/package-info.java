/**
 * The JWT: found in a text, taken apart, digested, and never printed. A token is read strictly: a gateway that reads it
 * differently would be an evasion. It knows no record and no key.
 */
@NullMarked
package org.forgedtoken.detector.reading.jwt;

import org.jspecify.annotations.NullMarked;
