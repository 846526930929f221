/** Runs the rules: engine, outcomes, listeners. */
@NullMarked
package org.claimaudit.check;

import org.jspecify.annotations.NullMarked;
