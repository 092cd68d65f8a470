/**
 * GROUP, INCIDENTS and WRITE: findings become alerts, alerts incidents, and both block entries; what a site's analysts
 * decide of them.
 */
@NullMarked
package org.forgedtoken.detector.group;

import org.jspecify.annotations.NullMarked;
