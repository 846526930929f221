/** One report model, many reporters. */
@NullMarked
package org.claimaudit.report;

import org.jspecify.annotations.NullMarked;
