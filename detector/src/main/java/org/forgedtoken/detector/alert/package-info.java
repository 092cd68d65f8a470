/**
 * What goes out: alerts, incidents and block entries, and the uids that make them the same in every replay. It says what is
 * found, not whether: deciding belongs to {@code rule}.
 */
@NullMarked
package org.forgedtoken.detector.alert;

import org.jspecify.annotations.NullMarked;
