package org.forgedtoken.detector.reading;

import java.util.Set;

/**
 * A value of a mapping file, understood.
 *
 * @param names the parameter, cookie or member that holds what is taken
 * @param bare whether it is a piece of a line with nothing that names it
 */
record Expression(ValueSource source, Set<String> names, boolean bare) {}
