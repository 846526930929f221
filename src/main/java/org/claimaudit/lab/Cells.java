package org.claimaudit.lab;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDateTime;

/** How values are printed. */
final class Cells {
    private Cells() {}

    /** Fen as yuan with two decimals. */
    static String yuan(long fen) {
        long size = Math.abs(fen);
        String yuan = (fen < 0 ? "-" : "") + size / 100;
        long rest = size % 100;
        return yuan + (rest < 10 ? ".0" : ".") + rest;
    }

    /** Ten-thousandths of a yuan with two decimals, or four if they are needed. */
    static String price(long tenThousandths) {
        int decimals = tenThousandths % 100 == 0 ? 2 : 4;
        return BigDecimal.valueOf(tenThousandths, 4)
                .setScale(decimals, RoundingMode.UNNECESSARY)
                .toPlainString();
    }

    /** To the second, as the platform prints times. */
    static String time(LocalDateTime time) {
        return time.toLocalDate() + " " + two(time.getHour()) + ":" + two(time.getMinute()) + ":"
                + two(time.getSecond());
    }

    /** A number with leading zeros: faster than a format, and every line has one. */
    static String padded(long number, int width) {
        String digits = Long.toString(number);
        return "0".repeat(Math.max(0, width - digits.length())) + digits;
    }

    private static String two(int number) {
        return number < 10 ? "0" + number : "" + number;
    }
}
