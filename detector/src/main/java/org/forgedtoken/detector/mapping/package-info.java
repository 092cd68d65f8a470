/**
 * The formats that a user writes: a mapping file says where in a log's JSON or lines each field of the native format sits.
 * A mapping fills those fields; what they mean, and every token among them, is up to {@code reading}, which knows no mapping.
 */
@NullMarked
package org.forgedtoken.detector.mapping;

import org.jspecify.annotations.NullMarked;
