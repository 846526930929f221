/**
 * Typed rows for DuckDB in an Apache Parquet file: uncompressed, one data page a column and row group, texts by a dictionary where they are few (docs/adr/0016).
 */
@NullMarked
package org.claimaudit.store.parquet;

import org.jspecify.annotations.NullMarked;
