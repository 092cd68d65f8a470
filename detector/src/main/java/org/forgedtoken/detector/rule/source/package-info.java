/**
 * {@code source-fan-out}, {@code source-enumeration} and {@code account-unknown}: what the accounts whose tokens one
 * source uses say of it. Pure: an access goes in with its event time, and the states live with the caller.
 */
@NullMarked
package org.forgedtoken.detector.rule.source;

import org.jspecify.annotations.NullMarked;
