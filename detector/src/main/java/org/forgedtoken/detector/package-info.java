/** The program's entry: {@code Detector} starts the command line and is the only place that ends the process. */
@NullMarked
package org.forgedtoken.detector;

import org.jspecify.annotations.NullMarked;
