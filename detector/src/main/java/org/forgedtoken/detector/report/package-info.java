/**
 * The incident report: one page of HTML, without script, that a lawyer can read and an engineer can check. It is made from
 * the results of a replay or a dump of the alerts' topic, in bounded memory; it opens no file and knows no clock. What it
 * shows was written by attackers: every text goes through {@link org.forgedtoken.detector.report.Page}.
 */
@NullMarked
package org.forgedtoken.detector.report;

import org.jspecify.annotations.NullMarked;
