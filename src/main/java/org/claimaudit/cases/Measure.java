package org.claimaudit.cases;

import java.util.Optional;

/** What a bureau may do besides claiming money back. */
public enum Measure implements Spelled {
    /** A talk with the institution. */
    TALK("约谈"),
    /** An order to put things right. */
    RECTIFY("责令改正 整改"),
    /** The agreement or a department is suspended until a day. */
    SUSPEND("暂停 中止 暂停协议 中止协议"),
    /** The case goes to the police, to discipline inspection, to the health commission or to market supervision. */
    TRANSFER("移送 移交");

    private final String chinese;

    Measure(String chinese) {
        this.chinese = chinese;
    }

    @Override
    public String chinese() {
        return chinese;
    }

    static Optional<Measure> read(String text) {
        return Spelled.read(values(), text);
    }
}
