package org.claimaudit.ingest;

/** The month that a row belongs to: that of its settlement; of a stay without one that of its discharge; of a line of neither its own. */
final class RowMonth {
    private static final String STAYS =
            "(SELECT mdtrt_id, strftime(max(setl_time), '%Y-%m') AS month FROM data.settlement"
                    + " WHERE mdtrt_id IS NOT NULL GROUP BY mdtrt_id)";

    private RowMonth() {}

    /** Whether rows of that table belong to months. */
    static boolean has(String table) {
        return Replacement.TABLES.contains(table);
    }

    /**
     * Rows with one more column {@code row_month}, NULL where it is not known.
     *
     * @param table what the rows are of, one that {@link #has} months
     * @param rows SQL of a table or a query in brackets
     */
    static String sql(String table, String rows) {
        return switch (table) {
            case "settlement" -> "SELECT *, strftime(setl_time, '%Y-%m') AS row_month FROM " + rows;
            case "encounter" ->
                "SELECT e.*, coalesce(s.month, strftime(e.endtime, '%Y-%m')) AS row_month FROM " + rows
                        + " e LEFT JOIN " + STAYS + " s USING (mdtrt_id)";
            case "fee_line" ->
                "SELECT l.*, coalesce(strftime(o.setl_time, '%Y-%m'), s.month, strftime(e.endtime, '%Y-%m'),"
                        + " strftime(l.fee_ocur_time, '%Y-%m')) AS row_month FROM " + rows + " l"
                        + " LEFT JOIN (SELECT setl_id, any_value(setl_time) AS setl_time FROM data.settlement GROUP BY setl_id) o USING (setl_id)"
                        + " LEFT JOIN " + STAYS + " s ON s.mdtrt_id = l.mdtrt_id"
                        + " LEFT JOIN (SELECT mdtrt_id, any_value(endtime) AS endtime FROM data.encounter GROUP BY mdtrt_id) e"
                        + " ON e.mdtrt_id = l.mdtrt_id";
            default -> throw new IllegalArgumentException(table);
        };
    }
}
