/**
 * What comes in: accesses, issuances, keys, accounts, and the identity by which a token is known. A raw token
 * has a type here that cannot print itself. Plain data of the JDK alone: nothing that reads bytes, decides, or
 * knows of Kafka may live here.
 */
@NullMarked
package org.forgedtoken.detector.feed;

import org.jspecify.annotations.NullMarked;
