/**
 * The one road from settings to a running detector: the runner, the embedded broker, health and shutdown. It
 * starts and stops things and decides nothing about tokens.
 */
@NullMarked
package org.forgedtoken.detector.runtime;

import org.jspecify.annotations.NullMarked;
