package org.claimaudit.cases;

import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What was said of a finding: by the bureau (upheld, partly, dismissed, withdrawn) or by its institution (accepted, appealed). Any finding
 * that is open may be decided; what is decided comes back only by an appeal, or when the bureau withdraws its decision.
 */
public enum Verdict implements Spelled {
    /** The institution agrees with the finding; no money moves by that. */
    ACCEPTED(false, "认可 无异议 接受"),
    /** The institution disagrees. */
    APPEALED(false, "申诉 有异议 不认可"),
    /** All of it holds, or as much as the amount says. */
    UPHELD(true, "属实 成立 认定违规"),
    /** A part of it holds. */
    PARTLY(true, "部分属实 部分成立"),
    /** Nothing of it holds. */
    DISMISSED(true, "不属实 不成立 排除"),
    /** The bureau takes its decision back: nothing is upheld until it decides again. */
    WITHDRAWN(true, "撤销 撤回");

    private final boolean decides;
    private final String chinese;

    Verdict(boolean decides, String chinese) {
        this.decides = decides;
        this.chinese = chinese;
    }

    /** Whether it says how much is upheld. */
    boolean decides() {
        return decides;
    }

    /** Whether nothing is upheld by it. */
    boolean refuses() {
        return this == DISMISSED || this == WITHDRAWN;
    }

    @Override
    public String chinese() {
        return chinese;
    }

    /** Whether this may follow what was said before. */
    boolean mayFollow(@Nullable Verdict last) {
        if (last == null) {
            return true;
        }
        return switch (last) {
            case ACCEPTED -> this != ACCEPTED;
            case APPEALED -> this != APPEALED && this != ACCEPTED;
            case UPHELD, PARTLY -> this == APPEALED || this == WITHDRAWN;
            case DISMISSED -> this == WITHDRAWN;
            case WITHDRAWN -> this == UPHELD || this == PARTLY || this == DISMISSED;
        };
    }

    /** The words of what may follow, for messages. */
    String next() {
        return Spelled.words(
                Stream.of(values()).filter(verdict -> verdict.mayFollow(this)).toArray(Verdict[]::new));
    }

    /** Reads a word of a file, English or Chinese. */
    static Optional<Verdict> read(String text) {
        return Spelled.read(values(), text);
    }
}
