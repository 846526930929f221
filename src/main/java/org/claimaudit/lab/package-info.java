/** Synthetic months with planted violations. */
@NullMarked
package org.claimaudit.lab;

import org.jspecify.annotations.NullMarked;
