/** Rule files into rules: parameters, catalogue, lint. */
@NullMarked
package org.claimaudit.rule;

import org.jspecify.annotations.NullMarked;
