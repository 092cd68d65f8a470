/**
 * What goes out: alerts, incidents and block entries, the uids that make them the same in every replay, and
 * their OCSF form. It says what is found, not whether: deciding belongs to {@code rule}.
 */
@NullMarked
package org.forgedtoken.detector.alert;

import org.jspecify.annotations.NullMarked;
