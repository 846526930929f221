/** Synthetic months with planted violations, and the evaluation of rules against them. */
@NullMarked
package org.claimaudit.lab;

import org.jspecify.annotations.NullMarked;
