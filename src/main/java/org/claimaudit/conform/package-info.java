/** Staging into canonical tables, canonical tables into the facts that rules share. */
@NullMarked
package org.claimaudit.conform;

import org.jspecify.annotations.NullMarked;
