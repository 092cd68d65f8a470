package org.forgedtoken.detector.reading;

import java.util.Set;

/**
 * A value of a mapping file, understood.
 *
 * @param names the parameter, cookie or member that holds what is taken
 */
record Expression(ValueSource source, Set<String> names) {}
