/** Export files into staging: decode, recognise, map headers, normalise, reject, fingerprint. */
@NullMarked
package org.claimaudit.ingest;

import org.jspecify.annotations.NullMarked;
