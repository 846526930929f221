package org.claimaudit.cases;

import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.claimaudit.cases.FindingRegister.Known;
import org.claimaudit.cases.Proceeding.Happened;
import org.claimaudit.rule.RuleFolders;
import org.claimaudit.store.Db;
import org.claimaudit.support.Messages;
import org.claimaudit.support.Sheet.Column;
import org.claimaudit.support.SheetLine;
import org.jspecify.annotations.Nullable;

/** Takes steps of the procedure out of a file: all of it or nothing. */
public final class Proceedings {
    private static final List<Column> COLUMNS = List.of(
            Column.needed("case_no", "案号", "案件编号"),
            Column.needed("step", "程序环节", "环节", "状态"),
            Column.needed("date", "日期"),
            Column.needed("officer", "经办人", "办案人员"),
            Column.needed("document", "文号", "文书号"),
            Column.optional("outcome", "决定类型"),
            Column.optional("reason", "理由", "原因"),
            Column.optional("fixmedins_code", "机构编码", "定点机构编码"),
            Column.optional("finding_id", "疑点编号", "发现编号"));
    private static final List<String> STORED = List.of(
            "step_id",
            "paper_id",
            "source_line",
            "case_no",
            "step",
            "stepped_on",
            "officer",
            "document",
            "outcome",
            "reason",
            "fixmedins_code",
            "finding_id");

    /** How a case may be decided. */
    enum Outcome implements Spelled {
        PUNISH("行政处罚 予以处罚"),
        NO_PUNISH("不予行政处罚 不予处罚"),
        NOT_ESTABLISHED("违法事实不成立"),
        TRANSFER_ADMIN("移送行政机关 移送有关部门"),
        TRANSFER_JUDICIAL("移送司法机关 移送公安");

        private final String chinese;

        Outcome(String chinese) {
            this.chinese = chinese;
        }

        @Override
        public String chinese() {
            return chinese;
        }
    }

    /**
     * What became of a file.
     *
     * @param again whether the same file was taken before
     * @param fresh lines that are new
     * @param known lines that were taken before
     */
    public record Taken(boolean again, long fresh, long known) {}

    private final Db db;
    private final List<Term> terms;
    private final FindingRegister register;
    private final Map<String, Proceeding> cases = new HashMap<>();
    private final Map<String, String> caseOfFinding = new HashMap<>();
    private final Set<String> contents = new HashSet<>();
    private final List<@Nullable Object[]> rows = new ArrayList<>();
    private long next;
    private long known;

    private Proceedings(Db db, List<Term> terms, List<SheetLine> lines) {
        this.db = db;
        this.terms = terms;
        this.register = FindingRegister.of(
                db, lines.stream().map(line -> line.text("finding_id")).toList());
        this.next = db.count("SELECT coalesce(max(step_id), 0) + 1 FROM ledger.procedure_step");
        Proceeding.all(db).forEach(one -> cases.put(one.caseNo(), one));
        db.stream("SELECT * FROM ledger.procedure_step ORDER BY step_id", row -> {
            contents.add(content(
                    row.str("case_no"),
                    row.str("step"),
                    row.date("stepped_on"),
                    row.str("officer"),
                    row.str("document"),
                    row.text("finding_id")));
            String finding = row.text("finding_id");
            if (finding != null) {
                caseOfFinding.put(finding, row.str("case_no"));
            }
        });
    }

    /**
     * Takes a file.
     *
     * @param folders where {@code procedure.yaml} lies
     * @param dry whether to look only
     * @throws org.claimaudit.support.UserError code 10 when it is not there, code 12 with its line, column and value when it is wrong; the
     *     store is as it was
     */
    public static Taken take(Db db, RuleFolders folders, Path file, boolean dry, Clock clock) {
        if (Papers.known(db, file)) {
            return new Taken(true, 0, 0);
        }
        List<Term> terms = Term.read(folders);
        List<SheetLine> lines = Papers.sheet(file).lines(COLUMNS);
        return db.transaction(() -> {
            var proceedings = new Proceedings(db, terms, lines);
            lines.forEach(proceedings::take);
            if (!dry) {
                proceedings.book(file, clock);
            }
            return new Taken(false, proceedings.rows.size(), proceedings.known);
        });
    }

    private void take(SheetLine line) {
        String no = line.needed("case_no");
        Step step = Step.read(line.needed("step"))
                .orElseThrow(() -> line.wrong("step", Messages.text("decide.word", Spelled.words(Step.values()))));
        LocalDate date = line.date("date");
        String officer = line.needed("officer");
        String document = step.needsDocument() ? line.needed("document") : line.text("document");
        String finding = line.text("finding_id").isEmpty() ? null : line.text("finding_id");
        if (!contents.add(content(no, step.word(), date, officer, document, finding))) {
            known++;
            return;
        }
        Proceeding of = cases.get(no);
        String institution = institution(line, of);
        if (of == null) {
            of = new Proceeding(no, institution, new ArrayList<>());
            cases.put(no, of);
        }
        check(line, of, step, date);
        String outcome = outcome(line, of, step);
        if (finding != null) {
            link(line, no, finding);
        } else if (step == Step.LINKED) {
            line.needed("finding_id");
        }
        of.steps().add(new Happened(step, date));
        rows.add(new @Nullable Object[] {
            next++,
            null,
            line.number(),
            no,
            step.word(),
            date,
            officer,
            document,
            outcome,
            line.text("reason"),
            institution,
            finding
        });
    }

    private void check(SheetLine line, Proceeding of, Step step, LocalDate date) {
        Step state = of.state();
        if (!step.mayFollow(state)) {
            throw line.wrong(
                    "step",
                    state == null
                            ? Messages.text("proceed.begin", Step.next(null))
                            : Messages.text("decide.order", state.word(), Step.next(state)));
        }
        boolean longer = step == Step.EXTENDED || step == Step.SEAL_EXTENDED;
        if (longer && terms.stream().noneMatch(term -> term.extendedBy() == step && of.mayExtend(term))) {
            throw line.wrong("step", Messages.text("proceed.no-clock"));
        }
        if (!of.steps().isEmpty()) {
            LocalDate last = of.steps().get(of.steps().size() - 1).date();
            if (date.isBefore(last)) {
                throw line.wrong("date", Messages.text("proceed.before", last.toString()));
            }
        }
    }

    /** A punishment needs that the other side was told before and could answer. */
    private static String outcome(SheetLine line, Proceeding of, Step step) {
        if (step != Step.DECIDED) {
            return "";
        }
        String text = line.needed("outcome");
        Outcome outcome = Spelled.read(Outcome.values(), text)
                .orElseThrow(
                        () -> line.wrong("outcome", Messages.text("decide.word", Spelled.words(Outcome.values()))));
        if (outcome == Outcome.PUNISH && of.state() != Step.NOTIFIED) {
            throw line.wrong("outcome", Messages.text("proceed.notify"));
        }
        return outcome.word();
    }

    /** The institution of the case, which every line that names one must name too. */
    private String institution(SheetLine line, @Nullable Proceeding of) {
        String given = line.text("fixmedins_code");
        if (!line.text("finding_id").isEmpty()) {
            Known finding = register.find(line.text("finding_id"))
                    .orElseThrow(() -> line.wrong("finding_id", Messages.text("decide.unknown")));
            if (!given.isEmpty() && !given.equals(finding.institution())) {
                throw line.wrong("fixmedins_code", Messages.text("post.elsewhere", finding.institution()));
            }
            given = finding.institution();
        }
        if (of == null) {
            return given.isEmpty() ? line.needed("fixmedins_code") : given;
        }
        if (!given.isEmpty() && !given.equals(of.institution())) {
            throw line.wrong(
                    line.text("finding_id").isEmpty() ? "fixmedins_code" : "finding_id",
                    Messages.text("proceed.elsewhere", of.institution()));
        }
        return of.institution();
    }

    private void link(SheetLine line, String no, String finding) {
        String other = caseOfFinding.put(finding, no);
        Proceeding elsewhere = other == null || other.equals(no) ? null : cases.get(other);
        Step state = elsewhere == null ? null : elsewhere.state();
        if (state != null && !state.ends()) {
            throw line.wrong("finding_id", Messages.text("proceed.linked", String.valueOf(other)));
        }
    }

    private void book(Path file, Clock clock) {
        int paper = Papers.add(db, "procedure", file, rows.size(), clock);
        rows.forEach(row -> row[1] = paper);
        if (!rows.isEmpty()) {
            db.load("ledger.procedure_step", STORED, rows);
        }
    }

    private static String content(
            String no,
            String step,
            @Nullable LocalDate date,
            String officer,
            String document,
            @Nullable String finding) {
        return String.join("\u001f", no, step, String.valueOf(date), officer, document, String.valueOf(finding));
    }
}
