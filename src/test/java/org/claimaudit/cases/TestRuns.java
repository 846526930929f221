package org.claimaudit.cases;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import org.claimaudit.store.Db;

/** Runs that never happened, of one rule, whose findings claim one fee line each. */
public final class TestRuns {
    public static final String RULE = "split-stay";

    private TestRuns() {}

    /** A run that came to an end and whose rule found something. */
    public static void run(Db db, String id, int ordinal, String month) {
        db.execute(
                "INSERT INTO ledger.run (run_id, ordinal, command, status, from_month, to_month, as_of, tool_version, rule_set_sha256, cleared, started_at)"
                        + " VALUES (?, ?, 'check', 'complete', ?, ?, ?, '0.1.0', '', 0, ?)",
                id,
                ordinal,
                month,
                month,
                LocalDate.parse(month + "-01").plusMonths(1),
                LocalDateTime.of(2026, 4, 1, 1, ordinal));
        db.execute(
                "INSERT INTO ledger.run_rule VALUES (?, ?, 'f', 'title', '标题', 'suspect', 4, 0, 'high', 'law', '法', 'found', 1, 1, 0, 0, 1, NULL, NULL)",
                id,
                RULE);
    }

    /** A finding that claims {@code gross} of a fee line and got {@code net}; what the fund paid are {@code capRow} and {@code capSetl}. */
    public static void finding(
            Db db,
            String run,
            String id,
            String grade,
            String institution,
            String gross,
            String net,
            String settlement,
            String line,
            String capRow,
            String capSetl) {
        db.execute(
                "INSERT INTO ledger.finding SELECT ?, ?, ?, ?, 'high', ?, ?, 'P1', 'M1', ?, DATE '2026-03-03', DATE '2026-03-09', from_month,"
                        + " 'message', '说明', 1, ?, ?, 0, 0, 'new', NULL FROM ledger.run WHERE run_id = ?",
                run,
                id,
                RULE,
                grade,
                institution,
                institution,
                settlement,
                new BigDecimal(gross),
                new BigDecimal(net),
                run);
        db.execute(
                "INSERT INTO ledger.claim VALUES (?, ?, ?, 'fee_line', ?, 'f.csv', 2, ?, '2026-03', '310', ?, ?, ?, 0, ?, ?, 0, 0, 0, '')",
                run,
                id,
                RULE,
                line,
                settlement,
                institution,
                new BigDecimal(capRow),
                new BigDecimal(capSetl),
                new BigDecimal(gross),
                new BigDecimal(net));
    }
}
