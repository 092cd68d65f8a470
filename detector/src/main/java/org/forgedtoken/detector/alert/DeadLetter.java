package org.forgedtoken.detector.alert;

/**
 * A record that could not be read.
 *
 * @param reason one of reading's closed list of reasons
 * @param feed its label
 * @param topic the input topic, or the file
 * @param excerpt the record, cut, with any token replaced by its digest
 */
public record DeadLetter(String reason, String feed, String topic, int partition, long offset, String excerpt) {}
