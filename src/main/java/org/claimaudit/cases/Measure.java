package org.claimaudit.cases;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a bureau may do besides claiming money back. */
public enum Measure {
    /** A talk with the institution. */
    TALK("约谈"),
    /** An order to put things right. */
    RECTIFY("责令改正 整改"),
    /** The agreement or a department is suspended until a day. */
    SUSPEND("暂停 中止 暂停协议 中止协议"),
    /** The case goes to the police, to discipline inspection, to the health commission or to market supervision. */
    TRANSFER("移送 移交");

    /** The Chinese words for it, blanks between them. */
    private final String chinese;

    Measure(String chinese) {
        this.chinese = chinese;
    }

    /** The word in files and in the store. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Measure> read(String text) {
        return Stream.of(values())
                .filter(measure -> measure.word().equals(text.toLowerCase(Locale.ROOT))
                        || List.of(measure.chinese.split(" ")).contains(text))
                .findFirst();
    }
}
