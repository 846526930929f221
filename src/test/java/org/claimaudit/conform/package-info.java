@NullMarked
package org.claimaudit.conform;

import org.jspecify.annotations.NullMarked;
