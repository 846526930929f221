package org.claimaudit.store;

/** Makes an object of a result's row. */
@FunctionalInterface
public interface RowMapper<T> {
    T map(Row row);
}
