/**
 * JUDGE: holds the ledger and the tokens that wait, and says of each use what it is; canaries and the inline decision
 * beside it. One of the three rooms of detection, none of which knows another.
 */
@NullMarked
package org.forgedtoken.detector.judge;

import org.jspecify.annotations.NullMarked;
