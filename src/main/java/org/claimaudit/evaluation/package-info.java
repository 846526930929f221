/** A run's findings against the truth of synthetic months: how many of the planted cases each rule found, how often it is right, and the money. */
@NullMarked
package org.claimaudit.evaluation;

import org.jspecify.annotations.NullMarked;
