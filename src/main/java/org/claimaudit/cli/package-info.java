/** One class per command. The only user of picocli. */
@NullMarked
package org.claimaudit.cli;

import org.jspecify.annotations.NullMarked;
