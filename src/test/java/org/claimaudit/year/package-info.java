@NullMarked
package org.claimaudit.year;

import org.jspecify.annotations.NullMarked;
