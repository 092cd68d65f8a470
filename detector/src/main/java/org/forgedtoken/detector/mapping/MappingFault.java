package org.forgedtoken.detector.mapping;

/**
 * What is wrong with one place of a mapping file.
 *
 * @param file the mapping's name or path
 * @param line from 1; 0 where something is missing from the whole file
 * @param key the field, or empty where the line names none
 * @param rule one clause
 */
public record MappingFault(String file, int line, String key, String rule) {

    @Override
    public String toString() {
        String place = line == 0 ? file : file + ", line " + line;
        return place + (key.isEmpty() ? "" : ", " + key) + ": " + rule;
    }
}
