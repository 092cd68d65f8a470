/**
 * Alerts, incidents, block entries and actions as JSON: each is written by one class and read back by one, for topics, files,
 * pages and the report alike.
 */
@NullMarked
package org.forgedtoken.detector.ocsf;

import org.jspecify.annotations.NullMarked;
