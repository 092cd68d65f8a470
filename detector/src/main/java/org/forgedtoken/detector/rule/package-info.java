/**
 * Pure detection, one class a rule: (state, event, time) to (state, verdict). No Kafka class, clock, logger or
 * metric may enter; a rule cannot know whether it runs live or in a replay.
 */
@NullMarked
package org.forgedtoken.detector.rule;

import org.jspecify.annotations.NullMarked;
