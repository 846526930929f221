package org.claimaudit.report;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.claimaudit.insight.CrossTable;
import org.claimaudit.insight.MonthOnMonth;
import org.claimaudit.insight.MonthOnMonth.Change;
import org.claimaudit.recovery.Lapsed;
import org.claimaudit.recovery.RecoveryTotals;
import org.claimaudit.report.Families.Family;
import org.claimaudit.report.Recovery.OfInstitution;
import org.claimaudit.store.Db;
import org.claimaudit.support.TextTable;
import org.jspecify.annotations.Nullable;

/** The parts that the summary and the recovery command have in common. */
final class Sections {
    private static final int NAME_WIDTH = 22;

    private final Page page;
    private final Db db;
    private final ReportModel model;

    Sections(Page page, Db db, ReportModel model) {
        this.page = page;
        this.db = db;
        this.model = model;
    }

    /** What was found, by family of rules; those that found nothing are named in one line. */
    void found() {
        page.heading("found");
        var table = new TextTable()
                .left(page.say("family"), 30)
                .right(page.say("violations"))
                .right(page.say("suspects"))
                .right(page.say("clues"))
                .right(page.say("gross"))
                .right(page.say("net"));
        var nothing = new ArrayList<String>();
        for (Family family : Families.of(db, model.run().id())) {
            if (family.isEmpty()) {
                nothing.add(page.name("family", family.id()));
                continue;
            }
            table.row(
                    page.name("family", family.id()),
                    Page.count(family.violations()),
                    Page.count(family.suspects()),
                    Page.count(family.clues()),
                    Page.yuan(family.gross()),
                    Page.yuan(family.net()));
        }
        RecoveryTotals totals = model.totals();
        page.table(table.row(
                page.say("total"),
                Page.count(totals.violations()),
                Page.count(totals.suspects()),
                Page.count(totals.clues()),
                Page.yuan(totals.gross()),
                Page.yuan(totals.net())));
        if (!nothing.isEmpty()) {
            page.sentence(page.say("found.nothing", String.join(page.say("and"), nothing)));
        }
    }

    void totals() {
        RecoveryTotals totals = model.totals();
        page.heading("recovery");
        page.table(new TextTable()
                .left("", 40)
                .right("")
                .left("", 44)
                .row(page.say("gross"), Page.yuan(totals.gross()), page.say("gross.what"))
                .row(page.say("net"), Page.yuan(totals.net()), page.say("net.what"))
                .row("  " + page.say("violation"), Page.yuan(totals.netViolation()), "")
                .row("  " + page.say("suspect"), Page.yuan(totals.netSuspect()), "")
                .row(page.say("withheld"), Page.yuan(totals.withheld()), page.say("withheld.what"))
                .row(page.say("account"), Page.yuan(totals.account()), page.say("account.what")));
        for (ReportModel.Withheld withheld : model.withheld()) {
            page.sentence(page.say(
                    "withheld.institution",
                    institution(withheld.code(), withheld.name()),
                    Page.yuan(withheld.amount()),
                    Page.yuan(withheld.failing()),
                    Page.yuan(withheld.total()),
                    withheld.limitShare().movePointRight(2).stripTrailingZeros().toPlainString(),
                    model.check(withheld.rule()).in(model.language())));
        }
    }

    /** What of the data fails a check, and where that would withhold amounts but was accepted or exempted. */
    void quality() {
        List<Quality> failing = model.quality();
        page.heading("quality");
        if (failing.isEmpty()) {
            page.sentence(page.say("quality.fit"));
            return;
        }
        var table = new TextTable()
                .left(page.say("quality.check"), 40)
                .right(page.say("rows"))
                .right(page.say("quality.failing"))
                .right(page.say("quality.money"))
                .right("%");
        failing.forEach(q -> table.row(
                page.name("table", q.table())
                        + page.say("colon")
                        + model.check(q.check()).in(model.language()),
                Page.count(q.rows()),
                Page.count(q.failing()),
                Page.yuan(q.failingMoney()),
                q.share().movePointRight(2).toPlainString()));
        page.table(table);
        for (Quality q : Quality.of(db, model.run().id())) {
            if (q.outcome().equals("accepted") || q.outcome().equals("exempted")) {
                page.sentence(page.say(
                        "quality." + q.outcome(),
                        institution(q.code() == null ? "" : q.code(), q.name()),
                        model.check(q.check()).in(model.language()),
                        Page.yuan(q.failingMoney()),
                        Page.yuan(q.total())));
            }
        }
    }

    /** What was excused, at what price, and which exemptions are unused or have run out. */
    void exempted() {
        List<Exempted> all = model.exempted();
        if (all.isEmpty()) {
            return;
        }
        page.heading("exempted");
        var table = new TextTable()
                .left(page.say("exempted.id"), NAME_WIDTH)
                .right(page.say("findings"))
                .right(page.say("exempted.rows"))
                .right(page.say("gross"))
                .left(page.say("exempted.reason"), NAME_WIDTH);
        all.forEach(one -> table.row(
                one.id(), Page.count(one.findings()), Page.count(one.rows()), Page.yuan(one.gross()), one.reason()));
        page.table(table);
        all.stream()
                .filter(Exempted::isStale)
                .forEach(one -> page.sentence(page.say(
                        "exempted." + one.state(), one.id(), one.until().toString())));
    }

    /** Upheld findings that the data bear out no longer, at most {@code limit} by name. */
    void lapsed(List<Lapsed> all, int limit) {
        if (all.isEmpty()) {
            return;
        }
        page.heading(
                "lapsed",
                Page.count(all.size()),
                Page.yuan(all.stream().map(Lapsed::lost).reduce(BigDecimal.ZERO, BigDecimal::add)));
        all.stream()
                .limit(limit)
                .forEach(one -> page.sentence(one.findingId() + "  " + one.ruleId() + page.say("colon")
                                + page.say("lapsed.why." + one.why()))
                        .detail(page.say(
                                one.fresh() ? "lapsed.line.new" : "lapsed.line",
                                Page.yuan(one.upheld()),
                                Page.yuan(one.worth()),
                                Page.yuan(one.open()),
                                name(one.institution(), one.institutionName()))));
        if (limit < all.size()) {
            page.sentence(page.say("lapsed.more", Page.count(all.size() - limit)));
        }
        page.sentence(page.say("lapsed.todo"));
    }

    /** The institutions with most money at stake, at most {@code limit}; none when no money is. */
    List<OfInstitution> top(int limit) {
        return Recovery.byInstitution(db, model.run().id()).stream()
                .filter(of -> of.amounts().gross().signum() > 0)
                .sorted((a, b) -> {
                    int byNet = b.amounts().net().compareTo(a.amounts().net());
                    int byGross = b.amounts().gross().compareTo(a.amounts().gross());
                    return byNet != 0 ? byNet : byGross != 0 ? byGross : code(a).compareTo(code(b));
                })
                .limit(limit)
                .toList();
    }

    void stakes(List<OfInstitution> institutions) {
        if (institutions.isEmpty()) {
            return;
        }
        page.heading("stakes", Integer.toString(institutions.size()));
        var table = new TextTable()
                .left(page.say("institution"), 14)
                .left("", NAME_WIDTH)
                .right(page.say("violation"))
                .right(page.say("suspect"))
                .right(page.say("net"));
        for (OfInstitution of : institutions) {
            var amounts = of.amounts();
            table.row(
                    code(of),
                    name(of.code(), of.name()),
                    Page.yuan(amounts.netViolation()),
                    Page.yuan(amounts.netSuspect()),
                    Page.yuan(amounts.net()));
        }
        page.table(table);
    }

    /** Institutions down, families across; counts of findings, or net yuan. */
    void cross(List<OfInstitution> institutions, boolean money) {
        if (institutions.isEmpty()) {
            return;
        }
        String runId = model.run().id();
        var cells = Families.byInstitution(db, runId).stream()
                .map(at -> new CrossTable.Cell(at.institution(), at.family(), money ? at.netFen() : at.findings()))
                .toList();
        List<String> families =
                cells.stream().map(CrossTable.Cell::column).distinct().sorted().toList();
        CrossTable cross =
                CrossTable.of(cells, institutions.stream().map(Sections::code).toList(), families);
        page.heading(money ? "cross.money" : "cross.findings");
        // the total first: what does not fit follows in a second table
        var table = new TextTable().left(page.say("institution"), NAME_WIDTH).right(page.say("total"));
        families.forEach(family -> table.right(page.name("family.short", family)));
        for (int i = 0; i < institutions.size(); i++) {
            OfInstitution of = institutions.get(i);
            table.row(cells(name(of.code(), of.name()), cross.lines().get(i), money));
        }
        if (cross.rest().values().stream().anyMatch(value -> value != 0)) {
            table.row(cells(page.say("others"), cross.rest(), money));
        }
        page.table(table.row(cells(page.say("total"), cross.total(), money)));
    }

    void months() {
        List<Change> changes = MonthOnMonth.of(Families.months(db, model.run()));
        page.heading("months");
        var table = new TextTable()
                .left(page.say("month"), 7)
                .right(page.say("findings"))
                .right(page.say("change"))
                .right(page.say("net"))
                .right(page.say("change"))
                .right("%");
        for (Change change : changes) {
            table.row(
                    change.month().month(),
                    Page.count(change.month().findings()),
                    change.findingsChange() == null
                            ? "–"
                            : signed(change.findingsChange(), Page.count(change.findingsChange())),
                    Page.yuan(change.month().fen()),
                    change.fenChange() == null ? "–" : signed(change.fenChange(), Page.yuan(change.fenChange())),
                    change.perMille() == null ? "–" : signed(change.perMille(), percent(change.perMille())));
        }
        page.table(table);
        if (changes.size() == 1) {
            page.sentence(page.say("months.one"));
        }
    }

    /** What a line about an institution calls it. */
    String institution(String code, @Nullable String name) {
        return name == null ? code : name + " (" + code + ")";
    }

    private String name(@Nullable String code, @Nullable String name) {
        return code == null ? page.say("institution.none") : name == null ? code : name;
    }

    private static List<String> cells(String name, CrossTable.Line line, boolean money) {
        var cells = new ArrayList<String>(List.of(name, value(line.sum(), money)));
        line.values().forEach(value -> cells.add(value(value, money)));
        return cells;
    }

    private static String value(long value, boolean money) {
        return value == 0 ? "·" : money ? Page.yuan(value) : Page.count(value);
    }

    private static String signed(long value, String text) {
        return value > 0 ? "+" + text : text;
    }

    private static String percent(long perMille) {
        return BigDecimal.valueOf(perMille, 1).toPlainString();
    }

    private static String code(OfInstitution of) {
        return of.code() == null ? "" : of.code();
    }
}
