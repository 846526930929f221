package org.claimaudit.lab;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;

/** How values are printed. */
final class Cells {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private Cells() {}

    /** Fen as yuan with two decimals. */
    static String yuan(long fen) {
        String digits = String.format("%03d", Math.abs(fen));
        int point = digits.length() - 2;
        return (fen < 0 ? "-" : "") + digits.substring(0, point) + "." + digits.substring(point);
    }

    /** Ten-thousandths of a yuan with two decimals, or four if they are needed. */
    static String price(long tenThousandths) {
        int decimals = tenThousandths % 100 == 0 ? 2 : 4;
        return BigDecimal.valueOf(tenThousandths, 4)
                .setScale(decimals, RoundingMode.UNNECESSARY)
                .toPlainString();
    }

    static String time(LocalDateTime time) {
        return TIME.format(time);
    }
}
