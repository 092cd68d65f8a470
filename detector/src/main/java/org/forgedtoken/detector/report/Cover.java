package org.forgedtoken.detector.report;

/**
 * What the first page says that no file knows.
 *
 * @param caseNumber of whoever keeps the files on it; empty where there is none
 * @param by who made the report; empty where nobody says so
 */
public record Cover(String caseNumber, String by) {
    /** It says nothing. */
    public static final Cover NONE = new Cover("", "");
}
