/**
 * What the dashboard knows: the newest alerts and incidents as the topics tell them, each instance all of them, in bounded
 * memory. It knows no Kafka; whoever reads the topics hands the records over.
 */
@NullMarked
package org.forgedtoken.detector.web.board;

import org.jspecify.annotations.NullMarked;
