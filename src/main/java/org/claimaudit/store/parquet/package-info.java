/**
 * Typed rows for DuckDB in an Apache Parquet file: uncompressed, plainly encoded, one page a column and row group. DuckDB takes them over twice as
 * fast as text (docs/adr/0016).
 */
@NullMarked
package org.claimaudit.store.parquet;

import org.jspecify.annotations.NullMarked;
