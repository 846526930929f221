package org.claimaudit.lab;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The dirt of real exports. Some of it a reader must see through (full-width digits, thousands separators, another date
 * format, an apostrophe, blanks), some of it must be refused (impossible dates, letters in amounts, ragged rows). What
 * is refused is always a row too many, so that the honest rows still add up, and stays below one row in 150.
 */
final class Dirt {
    private static final int EVERY = 160;

    private final int date;
    private final int number;
    private final int memo;
    private final int cert;
    private final Dice dice;
    private final String partition;
    private BigDecimal sum = BigDecimal.ZERO;
    private int written;
    private boolean thousandsDone;

    /** @param columns platform names of the table's columns */
    Dirt(List<String> columns, Dice dice, String partition) {
        this.date = position(columns, "setl_time", "begntime", "fee_ocur_time");
        this.number = position(columns, "medfee_sumamt", "ipt_days", "det_item_fee_sumamt");
        this.memo = columns.indexOf("memo");
        this.cert = columns.indexOf("certno");
        this.dice = dice;
        this.partition = partition;
    }

    /** The warehouse's partition column, which no table knows. */
    static String extraHeader() {
        return "PT";
    }

    /** The rows to write for one good row: itself, perhaps spoilt or twice, perhaps with a bad one after it. */
    List<String[]> rows(String[] good) {
        written++;
        if (!good[number].isEmpty()) {
            sum = sum.add(new BigDecimal(good[number]));
        }
        String[] row = Arrays.copyOf(good, good.length + 1);
        row[good.length] = partition;
        var rows = new ArrayList<String[]>();
        rows.add(row);
        spoil(row, rows);
        if (written % EVERY == 0) {
            refused(row.clone(), written / EVERY, rows);
        }
        return rows;
    }

    /** The totals row at the end. */
    String[] totals(int columns) {
        String[] row = new String[columns + 1];
        Arrays.fill(row, "");
        row[0] = "合计";
        row[number] = sum.toPlainString();
        return row;
    }

    private void spoil(String[] row, List<String[]> rows) {
        if (!thousandsDone && row[number].matches("\\d{4,6}\\.\\d\\d")) {
            int comma = row[number].length() - 6;
            row[number] = row[number].substring(0, comma) + "," + row[number].substring(comma);
            thousandsDone = true;
            return;
        }
        switch (written) {
            case 11, 77 -> edit(row, number, Dirt::fullWidth);
            case 23 -> edit(row, memo, text -> "窗口补录,\r\n凭证见附件");
            case 31, 119 -> rows.add(row.clone());
            case 43 -> edit(row, date, text -> text.replaceFirst("(\\d+)-0?(\\d+)-0?(\\d+)", "$1/$2/$3"));
            case 59 -> edit(row, date, text -> text.replaceAll("[-: ]", ""));
            case 67 -> edit(row, number, text -> text.isEmpty() ? text : "   " + text);
            case 89 -> edit(row, cert, text -> "'" + text);
            case 101 -> edit(row, cert, text -> text.replace('X', 'x') + " ");
            default -> {}
        }
    }

    /** A row that no reader can take, under a key of its own. */
    private void refused(String[] bad, int turn, List<String[]> rows) {
        bad[0] += "9" + dice.below(10);
        switch (turn % 4) {
            case 1 -> bad[date] = "2026-02-30 08:15:00";
            case 2 -> bad[number] = "12.3O";
            case 3 -> bad = Arrays.copyOf(bad, 9);
            default -> {
                bad = Arrays.copyOf(bad, bad.length + 2);
                bad[bad.length - 1] = "";
                bad[bad.length - 2] = "多出一列";
            }
        }
        rows.add(bad);
    }

    private static void edit(String[] row, int column, UnaryOperator<String> how) {
        if (column >= 0) {
            row[column] = how.apply(row[column]);
        }
    }

    private static String fullWidth(String text) {
        var wide = new StringBuilder();
        text.chars().forEach(c -> wide.append((char) (c >= '0' && c <= '9' ? c - '0' + '０' : c)));
        return wide.toString();
    }

    private static int position(List<String> columns, String... names) {
        return Arrays.stream(names)
                .mapToInt(columns::indexOf)
                .filter(i -> i >= 0)
                .findFirst()
                .orElseThrow();
    }
}
