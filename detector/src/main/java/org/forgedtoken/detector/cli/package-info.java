/**
 * One class a command: it reads its options, calls one thing elsewhere, and returns an exit code (0 done, 1
 * failed, 2 wrong use). No command ends the process itself, and none holds logic that another could want.
 */
@NullMarked
package org.forgedtoken.detector.cli;

import org.jspecify.annotations.NullMarked;
