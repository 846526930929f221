/** Opens DuckDB safely: lock, schema, batches, run ledger. The only user of java.sql. */
@NullMarked
package org.claimaudit.store;

import org.jspecify.annotations.NullMarked;
