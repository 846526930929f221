package org.claimaudit.cases;

import java.util.Arrays;

/** The assignment of rows to columns at the least sum of costs: the Hungarian method by shortest augmenting paths (Kuhn, Munkres). */
final class LeastCost {
    private LeastCost() {}

    /** The column of each row; there are at least as many columns as rows. */
    static int[] match(long[][] costs) {
        int rows = costs.length;
        int columns = rows == 0 ? 0 : costs[0].length;
        var ofRow = new long[rows + 1];
        var ofColumn = new long[columns + 1];
        var rowOf = new int[columns + 1]; // rows and columns count from 1, 0 is none
        for (int row = 1; row <= rows; row++) {
            augment(costs, row, rowOf, ofRow, ofColumn);
        }
        var chosen = new int[rows];
        for (int column = 1; column <= columns; column++) {
            if (rowOf[column] > 0) {
                chosen[rowOf[column] - 1] = column - 1;
            }
        }
        return chosen;
    }

    private static void augment(long[][] costs, int row, int[] rowOf, long[] ofRow, long[] ofColumn) {
        int columns = rowOf.length - 1;
        var least = new long[columns + 1];
        Arrays.fill(least, Long.MAX_VALUE);
        var seen = new boolean[columns + 1];
        var way = new int[columns + 1];
        int column = 0;
        rowOf[0] = row;
        do {
            seen[column] = true;
            int from = rowOf[column];
            int next = 0;
            long step = Long.MAX_VALUE;
            for (int j = 1; j <= columns; j++) {
                if (!seen[j]) {
                    long reduced = costs[from - 1][j - 1] - ofRow[from] - ofColumn[j];
                    if (reduced < least[j]) {
                        least[j] = reduced;
                        way[j] = column;
                    }
                    if (least[j] < step) {
                        step = least[j];
                        next = j;
                    }
                }
            }
            for (int j = 0; j <= columns; j++) {
                if (seen[j]) {
                    ofRow[rowOf[j]] += step;
                    ofColumn[j] -= step;
                } else {
                    least[j] -= step;
                }
            }
            column = next;
        } while (rowOf[column] != 0);
        while (column != 0) {
            int from = way[column];
            rowOf[column] = rowOf[from];
            column = from;
        }
    }
}
