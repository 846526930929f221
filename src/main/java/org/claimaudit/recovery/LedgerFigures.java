package org.claimaudit.recovery;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.claimaudit.store.Db;
import org.claimaudit.store.Row;
import org.jspecify.annotations.Nullable;

/** What the postings add up to. Amounts are yuan of the pooled fund; fines and damages are in none of them but their own. */
public final class LedgerFigures {
    /**
     * Sums over findings; {@code demanded = deducted + returned + waived + open − owed − refunded}.
     *
     * @param findings on which money was ever upheld
     * @param upheld by the decisions that stand
     * @param demanded of it
     * @param open demanded and not settled
     * @param contested of it, under appeal
     * @param owed recovered beyond what is still upheld, and not given back yet
     * @param refunded given back to institutions
     * @param lapsed upheld, but not borne out by the data any more
     */
    public record Figures(
            long findings,
            BigDecimal upheld,
            BigDecimal demanded,
            BigDecimal deducted,
            BigDecimal returned,
            BigDecimal waived,
            BigDecimal open,
            BigDecimal contested,
            BigDecimal owed,
            BigDecimal refunded,
            BigDecimal lapsed) {

        /** What came back, of what was demanded, in tenths of a per cent, rounded down; null when nothing was demanded. */
        public @Nullable Long perMille() {
            BigDecimal back = deducted.add(returned).subtract(refunded);
            return demanded.signum() == 0
                    ? null
                    : (Long) back.multiply(BigDecimal.valueOf(1000))
                            .divideToIntegralValue(demanded)
                            .longValueExact();
        }

        private static Figures of(Row row) {
            return new Figures(
                    row.whole("findings"),
                    yuan(row, "upheld"),
                    yuan(row, "demanded"),
                    yuan(row, "deducted"),
                    yuan(row, "returned"),
                    yuan(row, "waived"),
                    yuan(row, "open"),
                    yuan(row, "contested"),
                    yuan(row, "owed"),
                    yuan(row, "refunded"),
                    yuan(row, "lapsed"));
        }
    }

    /** Figures of one institution, finding, or month of demand (null: not demanded yet). */
    public record Line(@Nullable String key, @Nullable String name, Figures figures) {}

    /** What is open of demands that are at least {@code fromDays} old. */
    public record Age(int fromDays, long findings, BigDecimal open) {}

    /** Fines or damages: what was imposed and what was paid. */
    public record Beside(BigDecimal imposed, BigDecimal paid) {}

    /** What was posted to a month's books: one kind of movement at one institution. */
    public record Moved(PostingKind kind, String institution, long postings, BigDecimal amount) {}

    /** A measure of the register; {@code kind} is {@code talk}, {@code rectify}, {@code suspend} or {@code transfer}. */
    public record Measure(
            String kind,
            String institution,
            LocalDate begins,
            @Nullable LocalDate until,
            String target,
            String document) {}

    /** By what the figures are added up. */
    public enum By {
        institution,
        month,
        finding
    }

    private static final String SUMS = """
            count(*) AS findings, coalesce(sum(upheld), 0) AS upheld, coalesce(sum(demanded), 0) AS demanded,
            coalesce(sum(deducted), 0) AS deducted, coalesce(sum(returned), 0) AS returned, coalesce(sum(waived), 0) AS waived,
            coalesce(sum(greatest(open, 0)), 0) AS open, coalesce(sum(greatest(open, 0)) FILTER (contested), 0) AS contested,
            coalesce(sum(greatest(-open, 0)), 0) AS owed, coalesce(sum(refunded), 0) AS refunded,
            coalesce(sum(lost), 0) AS lapsed
            """;

    /** The balances with the day of the first demand and what the data bear out no longer. */
    private static final String BALANCES = """
            (SELECT b.*, d.demanded_on, l.upheld - l.worth AS lost FROM ledger.finding_balance b LEFT JOIN (
                SELECT finding_id, min(posted_on) AS demanded_on FROM ledger.posting WHERE kind = 'demanded' GROUP BY finding_id) d
                USING (finding_id) LEFT JOIN ledger.lapsed l USING (finding_id))
            """;

    private LedgerFigures() {}

    /** The totals. */
    public static Figures total(Db db) {
        return db.first("SELECT " + SUMS + " FROM " + BALANCES, Figures::of).orElseThrow();
    }

    /** The figures by institution, by month of the first demand, or finding by finding. */
    public static List<Line> by(Db db, By by) {
        String key = switch (by) {
            case institution -> "nullif(b.fixmedins_code, '')";
            case month -> "strftime(demanded_on, '%Y-%m')";
            case finding -> "b.finding_id";
        };
        String name = by == By.month ? "NULL" : "max(n.name)";
        return db.list(
                "SELECT " + key + " AS key, " + name + " AS name, " + SUMS + " FROM " + BALANCES + " b LEFT JOIN ("
                        + "SELECT fixmedins_code, max(fixmedins_name) AS name FROM ledger.finding GROUP BY fixmedins_code) n"
                        + " USING (fixmedins_code) GROUP BY " + key + " ORDER BY key NULLS FIRST",
                row -> new Line(row.text("key"), row.text("name"), Figures.of(row)));
    }

    /** What is open, by the days since it was demanded. */
    public static List<Age> ages(Db db, LocalDate asOf) {
        return db.list(
                "SELECT age.days, count(open) AS findings, coalesce(sum(open), 0) AS open"
                        + " FROM (VALUES (0, 31), (31, 91), (91, 181), (181, 366), (366, 1000000)) age (days, until) LEFT JOIN "
                        + BALANCES
                        + " b ON open > 0 AND date_diff('day', demanded_on, CAST(? AS DATE)) < until"
                        + " AND (date_diff('day', demanded_on, CAST(? AS DATE)) >= days OR days = 0)"
                        + " GROUP BY age.days ORDER BY age.days",
                row -> new Age((int) row.whole("days"), row.whole("findings"), yuan(row, "open")),
                asOf,
                asOf);
    }

    /** What was posted to the books of a month. */
    public static List<Moved> month(Db db, YearMonth month) {
        return db.list(
                "SELECT kind, fixmedins_code, count(*) AS postings, sum(amount) AS amount FROM ledger.posting WHERE month = ?"
                        + " GROUP BY ALL ORDER BY min(posting_id), kind, fixmedins_code",
                row -> new Moved(
                        PostingKind.valueOf(row.str("kind").toUpperCase(Locale.ROOT)),
                        row.str("fixmedins_code"),
                        row.whole("postings"),
                        yuan(row, "amount")),
                month.toString());
    }

    /** The register of measures, the newest first. */
    public static List<Measure> measures(Db db) {
        return db.list(
                "SELECT * FROM ledger.measure ORDER BY begins DESC, paper_id DESC, source_line DESC",
                row -> new Measure(
                        row.str("kind"),
                        row.str("fixmedins_code"),
                        Objects.requireNonNull(row.date("begins")),
                        row.date("until"),
                        row.str("target"),
                        row.str("document")));
    }

    /**
     * Personal account money of the findings that stand as upheld, as the runs found it that were decided upon: of no settlement more than it
     * took from the account. No decision speaks of it and it is in none of the figures.
     */
    public static BigDecimal account(Db db) {
        return db.first("""
                        WITH upheld AS (
                            SELECT finding_id, arg_max(run_id, decision_id) AS run_id
                            FROM ledger.decision WHERE decision IN ('upheld', 'partly', 'dismissed', 'withdrawn')
                            GROUP BY finding_id HAVING arg_max(decision, decision_id) IN ('upheld', 'partly'))
                        SELECT coalesce(sum(least(account, cap)), 0) AS account FROM (
                            SELECT sum(c.account) AS account, max(c.cap_account) AS cap
                            FROM ledger.claim c JOIN upheld USING (run_id, finding_id) WHERE c.account > 0
                            GROUP BY coalesce(c.setl_id, c.row_id))""", row -> yuan(row, "account")).orElseThrow();
    }

    /** The fines. */
    public static Beside fines(Db db) {
        return beside(db, Account.FINE, Account.FINE_PAID);
    }

    /** The damages under the agreement. */
    public static Beside damages(Db db) {
        return beside(db, Account.DAMAGES, Account.DAMAGES_PAID);
    }

    private static Beside beside(Db db, Account imposed, Account paid) {
        return db.first(
                        "SELECT -coalesce(sum(amount) FILTER (account = ?), 0) AS imposed,"
                                + " coalesce(sum(amount) FILTER (account = ?), 0) AS paid FROM ledger.entry",
                        row -> new Beside(yuan(row, "imposed"), yuan(row, "paid")),
                        imposed.word(),
                        paid.word())
                .orElseThrow();
    }

    private static BigDecimal yuan(Row row, String column) {
        return Objects.requireNonNull(row.decimal(column)).setScale(2);
    }
}
