package org.claimaudit.recovery;

import java.util.ArrayList;
import java.util.List;
import org.claimaudit.store.Db;
import org.jspecify.annotations.Nullable;

/**
 * Claims each yuan once. The claims on a row, and then on its settlement, are served in the order of grade (violation before suspect), tier,
 * priority, rule, finding and row; each gets the smaller of what it claims and what is left of what the fund paid. Two passes of running
 * sums give the same as serving one claim after another: when a settlement is used up for one claim, it is for all later ones.
 *
 * <p>What was decided goes first: a row that a decision has spoken about takes what is upheld of it, no more, and what is upheld beyond what this
 * run claims is not there for others. So nothing is found twice that is demanded already, and nothing that was dismissed.
 *
 * <p>Money of the personal account is served alike up to what the settlement took from it, and stays apart.
 */
final class Waterfall {
    private final Db db;

    /** A rule's place in the order; a clue has none. */
    record Place(String ruleId, int tier, int priority) {}

    Waterfall(Db db) {
        this.db = db;
    }

    /** Fills {@code amount_net} and {@code account} of {@code audit_claim}, and the sums of {@code audit_finding}. */
    void run(List<Place> places) {
        load(places);
        db.script("""
                CREATE OR REPLACE TEMP TABLE audit_net AS
                WITH wanted AS (
                    SELECT c.finding_id, c.row_table, c.row_id, c.cap_row, c.cap_setl, c.cap_account, c.account_gross,
                        least(c.amount_gross, coalesce(s.amount, c.amount_gross)) AS amount_gross,
                        coalesce(c.setl_id, c.row_id) AS setl_id, c.rule_id, p.tier, p.priority,
                        CASE WHEN s.amount IS NOT NULL THEN 0 WHEN f.grade = 'violation' THEN 2 ELSE 3 END AS turn
                    FROM audit_claim c JOIN audit_finding f USING (finding_id) JOIN audit_place p ON p.rule_id = c.rule_id
                        LEFT JOIN ledger.confirmed_now s USING (finding_id, row_table, row_id)
                    WHERE c.amount_gross > 0 OR c.account_gross > 0
                    UNION ALL
                    -- what this run does not claim of an upheld row is kept from the others all the same
                    SELECT finding_id, row_table, row_id, NULL, NULL, NULL, 0, s.amount - coalesce(c.amount_gross, 0), s.setl_id, '', 0, 0, 1
                    FROM ledger.confirmed_now s LEFT JOIN audit_claim c USING (finding_id, row_table, row_id)
                    WHERE s.amount > coalesce(c.amount_gross, 0)),
                placed AS (
                    SELECT *, row_number() OVER (ORDER BY turn, tier, priority, rule_id, finding_id, row_table, row_id) AS place FROM wanted),
                of_row AS (
                    SELECT *, CASE WHEN turn = 1 THEN amount_gross ELSE least(amount_gross, greatest(0, cap_row - coalesce(sum(amount_gross) OVER (
                        PARTITION BY row_table, row_id ORDER BY place ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0))) END AS row_net
                    FROM placed),
                of_settlement AS (
                    SELECT finding_id, row_table, row_id, turn,
                        least(row_net, greatest(0, cap_setl - coalesce(sum(row_net) OVER before, 0))) AS amount_net,
                        least(account_gross, greatest(0, cap_account - coalesce(sum(account_gross) OVER before, 0))) AS account
                    FROM of_row
                    WINDOW before AS (PARTITION BY setl_id ORDER BY place ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING))
                SELECT finding_id, row_table, row_id, amount_net, account FROM of_settlement WHERE turn <> 1;

                UPDATE audit_claim SET amount_net = n.amount_net, account = n.account FROM audit_net n
                WHERE audit_claim.finding_id = n.finding_id AND audit_claim.row_table = n.row_table AND audit_claim.row_id = n.row_id;
                DROP TABLE audit_net; DROP TABLE audit_place;
                """);
        sums();
    }

    /** Moves what institutions with unfit data would owe from {@code amount_net} to {@code withheld}; their account money is not claimed. */
    void withhold() {
        db.script("""
                UPDATE audit_claim SET withheld = amount_net, amount_net = 0, account = 0
                WHERE fixmedins_code IN (SELECT fixmedins_code FROM audit_withheld);
                """);
        sums();
    }

    private void load(List<Place> places) {
        db.script("CREATE OR REPLACE TEMP TABLE audit_place (rule_id VARCHAR, tier INTEGER, priority INTEGER)");
        var rows = new ArrayList<@Nullable Object[]>();
        for (Place place : places) {
            rows.add(new @Nullable Object[] {place.ruleId(), place.tier(), place.priority()});
        }
        if (!rows.isEmpty()) {
            db.load("audit_place", List.of("rule_id", "tier", "priority"), rows);
        }
    }

    private void sums() {
        db.script("""
                UPDATE audit_finding SET amount_net = c.amount_net, withheld = c.withheld, account = c.account
                FROM (SELECT finding_id, sum(amount_net) AS amount_net, sum(withheld) AS withheld, sum(account) AS account
                    FROM audit_claim GROUP BY finding_id) c
                WHERE c.finding_id = audit_finding.finding_id;
                """);
    }
}
