@NullMarked
package org.claimaudit.evaluation;

import org.jspecify.annotations.NullMarked;
