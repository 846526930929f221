package org.claimaudit.cases;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What happens in the procedure of a case: steps that bring it into another state, and those that happen meanwhile. */
public enum Step implements Spelled {
    CLUE("线索"),
    CHECKING("核查中 核查"),
    FILED("立案"),
    NOT_FILED("不予立案"),
    SUSPENDED("中止"),
    /** Goes on after a suspension, or back to the investigation after a review or a hearing; the case stands as filed again. */
    RESUMED("恢复 恢复调查 补充调查"),
    TERMINATED("终止"),
    REPORTED("调查终结"),
    NOTIFIED("告知"),
    DECIDED("决定"),
    DELIVERED("送达"),
    CLOSED("结案"),
    LINKED("并案"),
    EXTENDED("延期"),
    EVIDENCE_REGISTERED("先行登记保存 登记保存"),
    EVIDENCE_SETTLED("登记保存处理 解除登记保存"),
    SEALED("查封 扣押"),
    SEAL_EXTENDED("查封延期 扣押延期"),
    UNSEALED("解除查封 解除扣押");

    private static final Set<Step> MEANWHILE = EnumSet.range(LINKED, UNSEALED);
    private static final Set<Step> ENDS = EnumSet.of(NOT_FILED, TERMINATED, CLOSED);
    private static final Set<Step> PAPERED = EnumSet.of(FILED, NOT_FILED, NOTIFIED, DECIDED, EXTENDED, SEAL_EXTENDED);

    private final String chinese;

    Step(String chinese) {
        this.chinese = chinese;
    }

    @Override
    public String chinese() {
        return chinese;
    }

    /** Whether the case stands where it stood. */
    boolean isMeanwhile() {
        return MEANWHILE.contains(this);
    }

    /** Whether nothing is left to be done in time. */
    boolean ends() {
        return ENDS.contains(this);
    }

    /** Whether it happens by a document whose number is needed. */
    boolean needsDocument() {
        return PAPERED.contains(this);
    }

    /** Where a case stands after it. */
    Step state() {
        return this == RESUMED ? FILED : this;
    }

    /** Whether it may follow when the case stands so; null for a case that is not there yet. */
    boolean mayFollow(@Nullable Step state) {
        if (state == null) {
            return this == CLUE || this == FILED;
        }
        if (isMeanwhile()) {
            return !state.ends() || this == UNSEALED || this == EVIDENCE_SETTLED;
        }
        return switch (state) {
            case CLUE -> this == CHECKING || this == FILED || this == NOT_FILED;
            case CHECKING -> this == FILED || this == NOT_FILED;
            case FILED -> this == SUSPENDED || this == TERMINATED || this == REPORTED;
            case SUSPENDED -> this == RESUMED || this == TERMINATED;
            case REPORTED -> this == NOTIFIED || this == DECIDED || this == RESUMED || this == TERMINATED;
            case NOTIFIED -> this == DECIDED || this == RESUMED || this == TERMINATED;
            case DECIDED -> this == DELIVERED;
            case DELIVERED, TERMINATED -> this == CLOSED;
            default -> false;
        };
    }

    /** The words of what may follow, for messages. */
    static String next(@Nullable Step state) {
        return Spelled.words(
                Stream.of(values()).filter(step -> step.mayFollow(state)).toArray(Step[]::new));
    }

    /** Reads a word of a file, English or Chinese. */
    static Optional<Step> read(String text) {
        return Spelled.read(values(), text);
    }
}
