/** Cross-tables, peer ranks and month on month changes. The only user of Tablesaw. */
@NullMarked
package org.claimaudit.insight;

import org.jspecify.annotations.NullMarked;
