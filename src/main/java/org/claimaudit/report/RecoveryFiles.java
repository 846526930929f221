package org.claimaudit.report;

import java.util.List;
import org.claimaudit.report.Recovery.Amounts;
import org.claimaudit.store.Db;
import org.claimaudit.support.CsvFile;

/** The recovery totals as CSV. */
final class RecoveryFiles {
    private RecoveryFiles() {}

    static void write(Db db, ReportModel model, RunFolder folder, ReportOptions options) {
        String runId = model.run().id();
        folder.csv(
                "recovery-by-institution.csv",
                options.csv(),
                List.of(
                        "fixmedins_code",
                        "fixmedins_name",
                        "findings",
                        "persons",
                        "amount_gross",
                        "net_violation",
                        "net_suspect",
                        "amount_net",
                        "withheld",
                        "account"),
                csv -> Recovery.byInstitution(db, runId).forEach(of -> {
                    Amounts a = of.amounts();
                    csv.row(
                            of.code(),
                            of.name(),
                            a.findings(),
                            of.persons(),
                            a.gross(),
                            a.netViolation(),
                            a.netSuspect(),
                            a.net(),
                            a.withheld(),
                            a.account());
                }));
        folder.csv(
                "recovery-by-rule.csv",
                options.csv(),
                List.of(
                        "rule_id",
                        "rule_title",
                        "grade",
                        "findings",
                        "amount_gross",
                        "amount_net",
                        "withheld",
                        "account"),
                csv -> Recovery.byRule(db, runId, options.language()).forEach(of -> {
                    Amounts a = of.amounts();
                    csv.row(
                            of.rule(),
                            of.title(),
                            of.grade(),
                            a.findings(),
                            a.gross(),
                            a.net(),
                            a.withheld(),
                            a.account());
                }));
        folder.csv(
                "recovery-by-month.csv",
                options.csv(),
                List.of(
                        "month",
                        "findings",
                        "amount_gross",
                        "net_violation",
                        "net_suspect",
                        "amount_net",
                        "withheld",
                        "account"),
                csv -> Recovery.byMonth(db, runId).forEach(of -> {
                    Amounts a = of.amounts();
                    csv.row(
                            of.name(),
                            a.findings(),
                            a.gross(),
                            a.netViolation(),
                            a.netSuspect(),
                            a.net(),
                            a.withheld(),
                            a.account());
                }));
        folder.csv(
                "recovery-by-insurance.csv",
                options.csv(),
                List.of(
                        "insutype",
                        "findings",
                        "amount_gross",
                        "net_violation",
                        "net_suspect",
                        "amount_net",
                        "account",
                        "withheld"),
                csv -> Recovery.byInsurance(db, runId).forEach(of -> insurance(csv, of)));
    }

    private static void insurance(CsvFile csv, Recovery.Of of) {
        Amounts a = of.amounts();
        csv.row(
                of.name(),
                a.findings(),
                a.gross(),
                a.netViolation(),
                a.netSuspect(),
                a.net(),
                a.account(),
                a.withheld());
    }
}
