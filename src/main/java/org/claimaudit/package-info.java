/** The program's entry: composes the objects and exits. */
@NullMarked
package org.claimaudit;

import org.jspecify.annotations.NullMarked;
