package org.forgedtoken.detector.mapping;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a mapping file says, ready to read with.
 *
 * @param lines the forms of a line, tried in this order; none where the record is JSON as a whole
 * @param line the place of the whole line
 * @param json the place of the JSON object in a line; {@link #NOWHERE} where there is none
 * @param skipUnmatched whether a line of another form is skipped; else it is a dead letter
 * @param kinds the kinds of tokens that the feed carries; empty: all
 * @param absent texts that stand for nothing
 * @param secrets names of parameters, cookies and members that hold tokens
 */
record Mapping(
        JsonPlaces places,
        List<LineForm> lines,
        int line,
        int json,
        boolean skipUnmatched,
        List<FieldRule> fields,
        List<Predicate<Values>> skip,
        Set<String> kinds,
        Set<String> absent,
        Set<String> secrets) {
    /** No place. */
    static final int NOWHERE = -1;

    /**
     * One form that a line may have.
     *
     * @param pattern of the whole line
     * @param captures the pattern's named groups and the places for what they capture
     */
    record LineForm(Pattern pattern, Map<String, Integer> captures) {

        /** Whether the line has this form; then its captures are taken. */
        boolean take(String line, Values values) {
            Matcher matcher = PatternText.search(pattern, line, Matcher::matches);
            if (matcher == null) {
                return false;
            }
            captures.forEach((name, place) -> {
                String text = matcher.group(name);
                if (text != null) {
                    values.put(place, text);
                }
            });
            return true;
        }
    }
}
