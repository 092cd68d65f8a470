/** WATCH: which accounts are read, and by whom, at rates that are not theirs; which sources walk through accounts. */
@NullMarked
package org.forgedtoken.detector.watch;

import org.jspecify.annotations.NullMarked;
