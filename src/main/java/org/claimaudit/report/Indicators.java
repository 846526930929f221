package org.claimaudit.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.claimaudit.rule.Figure.Money;
import org.claimaudit.rule.Figure.Unit;
import org.claimaudit.store.Db;
import org.claimaudit.store.Row;
import org.claimaudit.support.Bilingual;
import org.jspecify.annotations.Nullable;

/** The indicators of a run, as the ledger keeps them. */
final class Indicators {
    private static final List<String> HEADER = List.of(
            "indicator",
            "measure",
            "title",
            "code",
            "period",
            "scope",
            "subject",
            "subject_name",
            "numerator",
            "denominator",
            "value",
            "unit",
            "peer_group",
            "peers",
            "peer_median",
            "previous",
            "mark",
            "reason");

    private Indicators() {}

    /**
     * One figure.
     *
     * @param period a month, or a year up to the period's end; null for a measure that could not be worked out
     * @param numerator yuan as {@link BigDecimal} with two decimals; what counts as {@link Long}
     * @param peers how many are compared, itself included
     * @param previous the value a year before
     * @param mark the limits that the value passes: kind and value, parted by semicolons
     * @param reason why there is nothing
     */
    record Indicator(
            String indicator,
            String measure,
            Bilingual title,
            String code,
            Unit unit,
            @Nullable String period,
            @Nullable String scope,
            @Nullable String subject,
            @Nullable String name,
            @Nullable Number numerator,
            @Nullable Number denominator,
            @Nullable BigDecimal value,
            @Nullable String peerGroup,
            @Nullable Long peers,
            @Nullable BigDecimal median,
            @Nullable BigDecimal previous,
            @Nullable String mark,
            @Nullable Bilingual reason) {

        /** The value as people write it: shares and growth in per cent. */
        String shown(@Nullable BigDecimal number) {
            if (number == null) {
                return "–";
            }
            return switch (unit) {
                case SHARE, GROWTH -> number.movePointRight(2).toPlainString() + " %";
                case RATIO -> number.setScale(2, RoundingMode.HALF_UP).toPlainString();
                case YUAN -> Page.yuan(number);
            };
        }

        /** A numerator or a denominator as people write it. */
        static String shown(@Nullable Number number) {
            return number instanceof Long count
                    ? Page.count(count)
                    : Page.yuan((BigDecimal) Objects.requireNonNull(number));
        }

        /** The limits that the value passes, in words. */
        List<Bilingual> passed() {
            return mark == null
                    ? List.of()
                    : Stream.of(mark.split("; ")).map(this::limit).toList();
        }

        private Bilingual limit(String kindAndValue) {
            String[] parts = kindAndValue.split(" ", 2);
            var value = new BigDecimal(parts[1]);
            return Bilingual.of("html.mark." + parts[0], parts[0].equals("peers") ? parts[1] : shown(value));
        }

        boolean ofInstitution() {
            return "institution".equals(scope);
        }
    }

    static List<Indicator> of(Db db, String runId) {
        return db.list(
                "SELECT * FROM ledger.run_indicator WHERE run_id = ? ORDER BY ordinal", Indicators::indicator, runId);
    }

    static void write(Db db, ReportModel model, RunFolder folder, ReportOptions options) {
        folder.csv(
                "indicators.csv",
                options.csv(),
                HEADER,
                csv -> of(db, model.run().id())
                        .forEach(one -> csv.row(
                                one.indicator(),
                                one.measure(),
                                one.title().in(model.language()),
                                one.code(),
                                one.period(),
                                one.scope(),
                                one.subject(),
                                one.name(),
                                one.numerator(),
                                one.denominator(),
                                one.value(),
                                one.unit().word(),
                                one.peerGroup(),
                                one.peers(),
                                one.median(),
                                one.previous(),
                                one.mark(),
                                one.reason() == null ? null : one.reason().in(model.language()))));
    }

    private static Indicator indicator(Row row) {
        Money money = Money.valueOf(row.str("money").toUpperCase(Locale.ROOT));
        String reason = row.text("reason_en");
        return new Indicator(
                row.str("indicator"),
                row.str("measure"),
                new Bilingual(row.str("title_en"), row.str("title_zh")),
                row.str("code"),
                Unit.valueOf(row.str("unit").toUpperCase(Locale.ROOT)),
                row.text("period"),
                row.text("scope"),
                row.text("subject"),
                row.text("subject_name"),
                number(row.decimal("numerator"), money != Money.NONE),
                number(row.decimal("denominator"), money == Money.BOTH),
                row.decimal("value"),
                row.text("peer_group"),
                row.wholeOrNull("peers"),
                row.decimal("peer_median"),
                row.decimal("previous"),
                row.text("mark"),
                reason == null ? null : new Bilingual(reason, row.str("reason_zh")));
    }

    private static @Nullable Number number(@Nullable BigDecimal number, boolean yuan) {
        if (number == null) {
            return null;
        }
        if (yuan) {
            return number.setScale(2);
        }
        BigDecimal plain = number.stripTrailingZeros();
        return plain.scale() <= 0 ? (Number) plain.longValueExact() : plain;
    }
}
