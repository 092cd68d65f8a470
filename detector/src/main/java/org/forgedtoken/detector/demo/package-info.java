/**
 * Seeded traffic with a forged-token attack in it, for trying the detector without a gateway. It makes records
 * and never looks at what the detector makes of them.
 */
@NullMarked
package org.forgedtoken.detector.demo;

import org.jspecify.annotations.NullMarked;
