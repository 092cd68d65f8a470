/**
 * Measures the detector against data that others published. Not part of the shipped program: it is compiled with the
 * tests and started by {@code detector/bin/bench}.
 */
package org.forgedtoken.detector.bench;
