/** Tells receivers outside (an event bus, a chat, a pager) what becomes of incidents, each at most once while they answer. */
@NullMarked
package org.forgedtoken.detector.notify;

import org.jspecify.annotations.NullMarked;
