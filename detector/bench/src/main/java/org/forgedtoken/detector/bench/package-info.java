/**
 * Measures the detector against data that others published. Not part of the shipped program: a module of
 * its own, started by {@code detector/bin/bench}.
 */
package org.forgedtoken.detector.bench;
