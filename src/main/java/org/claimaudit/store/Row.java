package org.claimaudit.store;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The current row of a result, read by column name; valid only while it is handed over. */
public final class Row {
    private final ResultSet result;
    private final Map<String, Integer> places = new HashMap<>();

    Row(ResultSet result) {
        this.result = result;
    }

    /** The value as text. */
    public @Nullable String text(String column) {
        return get(column, String.class);
    }

    /** The value as text where the column cannot be null. */
    public String str(String column) {
        String value = text(column);
        if (value == null) {
            throw new IllegalStateException("column " + column + " is null");
        }
        return value;
    }

    /** An exact decimal. */
    public @Nullable BigDecimal decimal(String column) {
        Object value = object(column);
        if (value == null || value instanceof BigDecimal) {
            return (BigDecimal) value;
        }
        return new BigDecimal(value.toString());
    }

    /** A whole number where the column cannot be null. */
    public long whole(String column) {
        Long value = wholeOrNull(column);
        if (value == null) {
            throw new IllegalStateException("column " + column + " is null");
        }
        return value;
    }

    /** A whole number. */
    public @Nullable Long wholeOrNull(String column) {
        Object value = object(column);
        return value == null ? null : (Long) ((Number) value).longValue();
    }

    /** A calendar day. */
    public @Nullable LocalDate date(String column) {
        return get(column, LocalDate.class);
    }

    /** A local time without zone. */
    public @Nullable LocalDateTime time(String column) {
        return get(column, LocalDateTime.class);
    }

    /** A truth value; null is false. */
    public boolean bool(String column) {
        return Boolean.TRUE.equals(object(column));
    }

    /** The value as DuckDB's driver hands it over. */
    public @Nullable Object object(String column) {
        try {
            return result.getObject(place(column));
        } catch (SQLException e) {
            throw Db.failure(e);
        }
    }

    /** The names of the columns, in order. */
    public List<String> columns() {
        try {
            var names = new ArrayList<String>();
            for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                names.add(result.getMetaData().getColumnName(i));
            }
            return names;
        } catch (SQLException e) {
            throw Db.failure(e);
        }
    }

    /** Where a column stands: the driver would go through all names for each cell. */
    private int place(String column) throws SQLException {
        Integer place = places.get(column);
        if (place == null) {
            place = result.findColumn(column);
            places.put(column, place);
        }
        return place;
    }

    private <T> @Nullable T get(String column, Class<T> type) {
        try {
            int place = place(column);
            return type == String.class ? type.cast(result.getString(place)) : result.getObject(place, type);
        } catch (SQLException e) {
            throw Db.failure(e);
        }
    }
}
