package org.claimaudit.check;

import java.time.Duration;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.claimaudit.conform.FactReport;
import org.claimaudit.conform.FactSet;
import org.claimaudit.rule.Figure;
import org.claimaudit.rule.Figure.Measure;
import org.claimaudit.rule.SqlShape;
import org.claimaudit.store.Db;
import org.claimaudit.store.DbException;
import org.claimaudit.store.QueryCancelled;
import org.claimaudit.support.Bilingual;
import org.jspecify.annotations.Nullable;

/**
 * Works out the indicators of a period: the temporary table {@code audit_indicator}, one row per measure, period (a month, or a year up to
 * the period's end) and subject, with numerator, denominator, value, the peers' median, the value a year before and the limits it passes.
 * An indicator that could not be worked out has one row that says why.
 */
public final class Indicators {
    private static final String SQL = """
            CREATE OR REPLACE TEMP TABLE audit_indicator AS
            WITH valued AS (
                SELECT i.*, m.unit, m.money, m.code, m.title_en, m.title_zh, m.place,
                    CASE WHEN m.unit = 'growth' THEN signed_ratio(i.numerator, i.denominator) - 1
                         ELSE signed_ratio(i.numerator, i.denominator) END AS value,
                    year_before(i.period) AS year_before,
                    coalesce(k.admdvs, CASE WHEN i.scope = 'area' THEN i.subject END) AS area, k.inst_type, k.hosp_lv
                FROM indicator_row i
                JOIN indicator_measure m ON m.indicator = i.indicator AND m.measure = i.measure
                LEFT JOIN institution_kind k ON i.scope = 'institution' AND k.fixmedins_code = i.subject
            ), usual AS (
                SELECT measure, period, scope, peers, count(*) AS members, median(value) AS middle
                FROM valued WHERE peers IS NOT NULL AND value IS NOT NULL GROUP BY ALL
            ), spread AS (
                SELECT v.measure, v.period, v.scope, v.peers, median(abs(v.value - u.middle)) AS deviation
                FROM valued v
                JOIN usual u ON u.measure = v.measure AND u.period = v.period AND u.scope = v.scope AND u.peers = v.peers
                GROUP BY ALL
            ), compared AS (
                SELECT v.*, u.members, u.middle, s.deviation, b.value AS before
                FROM valued v
                LEFT JOIN usual u ON u.measure = v.measure AND u.period = v.period AND u.scope = v.scope AND u.peers = v.peers
                LEFT JOIN spread s ON s.measure = v.measure AND s.period = v.period AND s.scope = v.scope AND s.peers = v.peers
                LEFT JOIN valued b ON b.measure = v.measure AND b.period = v.year_before AND b.scope = v.scope AND b.subject = v.subject
                WHERE v.period BETWEEN left(month_of(getvariable('window_from')), length(v.period))
                                   AND left(last_month(), length(v.period))
            ), passed AS (
                SELECT c.measure, c.period, c.scope, c.subject, l.limit_kind,
                    CASE WHEN l.limit_kind = 'below' THEN min(l.limit_value) ELSE max(l.limit_value) END AS limit_value
                FROM compared c
                JOIN indicator_limit l ON l.measure = c.measure
                WHERE (l.inst_type IS NULL OR l.inst_type = c.inst_type)
                  AND (l.hosp_lv IS NULL OR l.hosp_lv = c.hosp_lv)
                  AND in_region(l.region, c.area)
                  AND in_force(l.valid_from, l.valid_to, plus_days(getvariable('window_to'), -1))
                  AND CASE l.limit_kind
                          WHEN 'above' THEN c.value > l.limit_value
                          WHEN 'below' THEN c.value < l.limit_value
                          WHEN 'points' THEN c.value - c.before > l.limit_value
                          WHEN 'peers' THEN c.members >= 8 AND c.deviation > 0 AND c.value > c.middle + l.limit_value * c.deviation
                      END
                GROUP BY c.measure, c.period, c.scope, c.subject, l.limit_kind
            ), marked AS (
                SELECT measure, period, scope, subject,
                    string_agg(limit_kind || ' ' || plain(limit_value), '; ' ORDER BY limit_kind) AS mark
                FROM passed GROUP BY ALL
            )
            SELECT
                CAST(row_number() OVER (ORDER BY c.place, c.period, c.scope, c.subject) AS INTEGER) AS ordinal,
                c.indicator, c.measure, c.title_en, c.title_zh, c.code, c.unit, c.money, c.period, c.scope, c.subject, c.subject_name,
                c.numerator, c.denominator,
                CAST(c.value AS DECIMAL(18, 4)) AS value, c.peers AS peer_group, CAST(c.members AS INTEGER) AS peers,
                CAST(c.middle AS DECIMAL(18, 4)) AS peer_median, CAST(c.before AS DECIMAL(18, 4)) AS previous, m.mark,
                CAST(NULL AS VARCHAR) AS reason_en, CAST(NULL AS VARCHAR) AS reason_zh
            FROM compared c
            LEFT JOIN marked m ON m.measure = c.measure AND m.period = c.period AND m.scope = c.scope AND m.subject = c.subject
            UNION ALL
            SELECT CAST(1000000000 + place AS INTEGER), indicator, measure, title_en, title_zh, code, unit, money, NULL, NULL, NULL, NULL,
                NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, reason_en, reason_zh
            FROM indicator_measure WHERE reason_en IS NOT NULL""";

    private final Db db;
    private final FactSet facts;
    private final FactReport built;
    private final AuditPeriod period;
    private final Requirements requirements;

    private Indicators(Db db, FactSet facts, FactReport built, AuditPeriod period) {
        this.db = db;
        this.facts = facts;
        this.built = built;
        this.period = period;
        this.requirements = new Requirements(db, facts);
    }

    /**
     * Works them out.
     *
     * @param limit the time that each may take; zero is without limit
     */
    public static void run(
            Db db, FactSet facts, FactReport built, AuditPeriod period, List<Figure> figures, Duration limit) {
        new Indicators(db, facts, built, period).run(figures, limit);
    }

    /** Forgets the temporary tables. */
    public static void drop(Db db) {
        db.script("DROP TABLE IF EXISTS audit_indicator; DROP TABLE IF EXISTS indicator_row;"
                + " DROP TABLE IF EXISTS indicator_measure");
    }

    private void run(List<Figure> figures, Duration limit) {
        db.script(
                "CREATE OR REPLACE TEMP TABLE indicator_row (indicator VARCHAR, measure VARCHAR, period VARCHAR, scope VARCHAR,"
                        + " subject VARCHAR, subject_name VARCHAR, peers VARCHAR, numerator DECIMAL(20, 4), denominator DECIMAL(20, 4));"
                        + " CREATE OR REPLACE TEMP TABLE indicator_measure (indicator VARCHAR, measure VARCHAR, place INTEGER,"
                        + " title_en VARCHAR, title_zh VARCHAR, unit VARCHAR, money VARCHAR, code VARCHAR, reason_en VARCHAR, reason_zh VARCHAR)");
        Checker.open(db, facts, built, period, Period.ZERO);
        var measures = new ArrayList<@Nullable Object[]>();
        for (Figure figure : figures) {
            Optional<Bilingual> reason = fill(figure, limit);
            figure.measures()
                    .forEach((name, measure) -> measures.add(row(figure, name, measures.size(), measure, reason)));
        }
        if (measures.isEmpty()) {
            db.script("CREATE OR REPLACE TEMP TABLE audit_indicator AS"
                    + " SELECT * EXCLUDE (run_id) FROM ledger.run_indicator LIMIT 0");
            return;
        }
        db.load(
                "indicator_measure",
                List.of(
                        "indicator",
                        "measure",
                        "place",
                        "title_en",
                        "title_zh",
                        "unit",
                        "money",
                        "code",
                        "reason_en",
                        "reason_zh"),
                measures);
        Checker.look(db, period, Period.ZERO);
        db.script(SQL);
    }

    private static @Nullable Object[] row(
            Figure figure, String name, int place, Measure measure, Optional<Bilingual> reason) {
        return new @Nullable Object[] {
            figure.id(),
            name,
            place,
            measure.title().en(),
            measure.title().zh(),
            measure.unit().word(),
            measure.money().name().toLowerCase(Locale.ROOT),
            measure.code(),
            reason.map(Bilingual::en).orElse(null),
            reason.map(Bilingual::zh).orElse(null)
        };
    }

    /** Adds the rows of an indicator; returns why it has none where it could not be worked out. */
    private Optional<Bilingual> fill(Figure figure, Duration limit) {
        Optional<String> broken = SqlShape.of(db, figure.select()).tableNames().stream()
                .filter(built.failed()::containsKey)
                .sorted()
                .findFirst();
        if (broken.isPresent()) {
            return Optional.of(Bilingual.of(
                    "check.fact", broken.get(), String.valueOf(built.failed().get(broken.get()))));
        }
        try {
            Checker.look(db, period, figure.lookback());
            Optional<Bilingual> missing = requirements.missing(figure.requires(), figure.lookback());
            if (missing.isEmpty()) {
                db.timeout(limit);
                db.script("INSERT INTO indicator_row BY NAME SELECT " + Db.quote(figure.id())
                        + " AS indicator, * FROM (" + figure.select() + ")");
                return wrong(figure);
            }
            return missing;
        } catch (QueryCancelled cancelled) {
            throw cancelled;
        } catch (DbException e) {
            return Optional.of(Bilingual.of("check.errored", String.valueOf(e.getMessage())));
        } finally {
            db.timeout(Duration.ZERO);
        }
    }

    /** Nothing to count, or a measure that the front matter does not know: it would have no title and be lost. */
    private Optional<Bilingual> wrong(Figure figure) {
        List<String> measures = db.list(
                "SELECT DISTINCT measure FROM indicator_row WHERE indicator = ? ORDER BY measure",
                row -> row.str("measure"),
                figure.id());
        if (measures.isEmpty()) {
            return Optional.of(Bilingual.of("check.figure.none"));
        }
        return measures.stream()
                .filter(measure -> !figure.measures().containsKey(measure))
                .findFirst()
                .map(measure -> Bilingual.of("check.figure.measure", measure));
    }
}
