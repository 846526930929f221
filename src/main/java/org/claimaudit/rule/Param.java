package org.claimaudit.rule;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.claimaudit.support.Bilingual;
import org.claimaudit.support.Messages;
import org.jspecify.annotations.Nullable;

/**
 * A parameter of a rule with its value in this call.
 *
 * @param name the DuckDB variable that the rule reads with {@code getvariable}
 * @param value the effective value, see {@link ParamType} for its class
 * @param defaultValue the value unless set otherwise
 * @param min the smallest value allowed (numbers and dates)
 * @param max the largest value allowed (numbers and dates)
 */
public record Param(
        String name,
        ParamType type,
        Object value,
        Object defaultValue,
        @Nullable Object min,
        @Nullable Object max,
        Bilingual doc) {
    /**
     * This parameter with another value.
     *
     * @throws IllegalArgumentException when the text is no value of the type, or outside the range; its message says why
     */
    public Param with(String text) {
        Object parsed;
        try {
            parsed = type.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(Messages.text("rule.param.type", text, type.word()), e);
        }
        if ((min != null && compare(parsed, min) < 0) || (max != null && compare(parsed, max) > 0)) {
            throw new IllegalArgumentException(Messages.text("rule.param.range", text, bound(min), bound(max)));
        }
        return new Param(name, type, parsed, defaultValue, min, max, doc);
    }

    private static String bound(@Nullable Object value) {
        return value == null ? "…" : ParamType.format(value);
    }

    private static int compare(Object a, Object b) {
        if (a instanceof Long x && b instanceof Long y) {
            return x.compareTo(y);
        }
        if (a instanceof BigDecimal x && b instanceof BigDecimal y) {
            return x.compareTo(y);
        }
        if (a instanceof LocalDate x && b instanceof LocalDate y) {
            return x.compareTo(y);
        }
        return 0;
    }
}
