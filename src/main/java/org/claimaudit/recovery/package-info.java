/** Each yuan claimed once: waterfall, totals, ledger. */
@NullMarked
package org.claimaudit.recovery;

import org.jspecify.annotations.NullMarked;
