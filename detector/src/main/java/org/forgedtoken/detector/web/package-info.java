/**
 * HTTP with the JDK's own server: metrics, health, and later the dashboard, its API and the gateway's decision.
 * It shows what others have found; it holds no state of its own.
 */
@NullMarked
package org.forgedtoken.detector.web;

import org.jspecify.annotations.NullMarked;
