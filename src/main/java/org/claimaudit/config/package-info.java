/** The settings of a run, and where each value came from. */
@NullMarked
package org.claimaudit.config;

import org.jspecify.annotations.NullMarked;
