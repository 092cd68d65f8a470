/**
 * Every setting once: its key, type, default, range and sentence. What leaves this package is a {@code
 * Settings} that has been checked as a whole: a wrong setting cannot exist behind it. Nothing here acts on a
 * setting.
 */
@NullMarked
package org.forgedtoken.detector.settings;

import org.jspecify.annotations.NullMarked;
