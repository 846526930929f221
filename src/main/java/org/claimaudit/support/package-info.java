/** What every package may use: money, clock, hashing, atomic files, errors, display width. */
@NullMarked
package org.claimaudit.support;

import org.jspecify.annotations.NullMarked;
