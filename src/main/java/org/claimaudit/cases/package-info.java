/** Case lists for investigators: decisions, exemptions, sampling, assignment. */
@NullMarked
package org.claimaudit.cases;

import org.jspecify.annotations.NullMarked;
