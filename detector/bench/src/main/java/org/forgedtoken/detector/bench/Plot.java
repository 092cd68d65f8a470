package org.forgedtoken.detector.bench;

/** A picture of figures. */
sealed interface Plot permits BarPlot, LinePlot {
    /** The whole document. */
    String svg();
}
