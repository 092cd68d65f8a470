/**
 * HTTP: metrics, health, the dashboard and its API, and the gateway's decision. A page turns a request into an answer; Jetty
 * reads the one and writes the other without a thread for each client. It shows what others have found; it holds no state
 * of its own.
 */
@NullMarked
package org.forgedtoken.detector.web;

import org.jspecify.annotations.NullMarked;
