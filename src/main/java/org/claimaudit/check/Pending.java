package org.claimaudit.check;

import org.claimaudit.store.Db;

/**
 * The findings of the run that is going on, in temporary tables {@code audit_finding} and {@code audit_claim} of the ledger's form: nothing
 * reaches the store before everything is known.
 */
public final class Pending {
    private Pending() {}

    /** Makes the tables, empty. */
    public static void create(Db db) {
        db.script("""
                CREATE OR REPLACE TEMP TABLE audit_finding AS
                    SELECT * EXCLUDE (run_id) FROM ledger.finding LIMIT 0;
                CREATE OR REPLACE TEMP TABLE audit_claim AS
                    SELECT * EXCLUDE (run_id) FROM ledger.claim LIMIT 0;
                """);
    }

    /** Forgets what a rule found, after it failed half-way. */
    static void forget(Db db, String ruleId) {
        db.execute("DELETE FROM audit_finding WHERE rule_id = ?", ruleId);
        db.execute("DELETE FROM audit_claim WHERE rule_id = ?", ruleId);
    }

    /** Drops every temporary table of the check. */
    public static void drop(Db db) {
        db.script("""
                DROP TABLE IF EXISTS audit_finding; DROP TABLE IF EXISTS audit_claim; DROP TABLE IF EXISTS audit_result;
                DROP TABLE IF EXISTS audit_row; DROP TABLE IF EXISTS audit_source;
                """);
    }
}
