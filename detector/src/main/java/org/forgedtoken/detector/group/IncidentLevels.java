package org.forgedtoken.detector.group;

import java.util.Map;
import java.util.SortedMap;
import org.forgedtoken.detector.alert.IncidentKind;

/**
 * How many incidents stand open, and what is due.
 *
 * @param deadlines regime → the earliest wall clock, epoch ms, by which an open incident must be reported and has not been
 */
public record IncidentLevels(Map<IncidentKind, Long> open, SortedMap<String, Long> deadlines) {}
