package org.forgedtoken.detector.mapping;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
