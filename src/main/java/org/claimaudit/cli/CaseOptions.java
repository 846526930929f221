package org.claimaudit.cli;

import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.List;
import org.claimaudit.cases.CaseFilter;
import org.claimaudit.cases.Run;
import org.claimaudit.store.Db;
import org.claimaudit.support.ExitCode;
import org.claimaudit.support.Messages;
import org.claimaudit.support.Nearest;
import org.claimaudit.support.UserError;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which findings are wanted. */
final class CaseOptions {
    /** Spelled as in the reports. */
    enum Grade {
        violation,
        suspect,
        clue
    }

    /** Spelled as in the reports. */
    enum Status {
        fresh("new"),
        persisting("persisting"),
        accepted("accepted"),
        appealed("appealed"),
        upheld("upheld"),
        partly("partly"),
        dismissed("dismissed"),
        withdrawn("withdrawn");

        private final String word;

        Status(String word) {
            this.word = word;
        }

        @Override
        public String toString() {
            return word;
        }
    }

    @Option(
            names = "--institution",
            paramLabel = "CODE,…",
            split = ",",
            hideParamSyntax = true,
            descriptionKey = "institution")
    private List<String> institutions = List.of();

    @Option(names = "--rule", paramLabel = "ID,…", split = ",", hideParamSyntax = true, descriptionKey = "case-rule")
    private List<String> rules = List.of();

    @Option(names = "--grade", paramLabel = "GRADE,…", split = ",", hideParamSyntax = true, descriptionKey = "grade")
    private List<Grade> grades = List.of();

    @Option(names = "--status", paramLabel = "STATUS", descriptionKey = "case-status")
    private @Nullable Status status;

    @Option(names = "--min-amount", paramLabel = "YUAN", descriptionKey = "min-amount")
    private @Nullable BigDecimal minAmount;

    @Option(names = "--month", paramLabel = "MONTH", descriptionKey = "case-month")
    private @Nullable YearMonth month;

    @Option(names = "--person", paramLabel = "PSN_NO", descriptionKey = "person")
    private @Nullable String person;

    List<String> institutions() {
        return institutions;
    }

    /**
     * @param run whose findings are wanted
     * @throws UserError {@link ExitCode#USAGE} for a rule that the run does not have: no finding of it would look like a good sign
     */
    CaseFilter filter(Db db, Run run) {
        for (String rule : rules) {
            if (db.count("SELECT count(*) FROM ledger.run_rule WHERE run_id = ? AND rule_id GLOB ?", run.id(), rule)
                    == 0) {
                List<String> known = db.list(
                        "SELECT rule_id FROM ledger.run_rule WHERE run_id = ?", row -> row.str("rule_id"), run.id());
                throw new UserError(
                        ExitCode.USAGE,
                        Messages.text("cases.rule.unknown", rule, run.id()),
                        Nearest.to(rule, known)
                                        .map(id -> Messages.text("rule.nearest", id) + " ")
                                        .orElse("")
                                + Messages.text("cases.rule.unknown.todo", run.id()));
            }
        }
        return new CaseFilter(
                List.of(),
                institutions,
                rules,
                grades.stream().map(Grade::name).toList(),
                status == null ? null : status.toString(),
                minAmount,
                month == null ? null : month.toString(),
                person);
    }
}
