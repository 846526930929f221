package org.claimaudit.report;

import java.time.LocalDate;
import java.util.List;
import org.claimaudit.recovery.Lapsed;
import org.claimaudit.report.Recovery.OfInstitution;
import org.claimaudit.store.Db;

/** What {@code recovery} prints. */
final class RecoveryText {
    /** How many institutions, and upheld findings that no longer stand, are named. */
    private static final int TOP = 30;

    private RecoveryText() {}

    static String of(Db db, ReportModel model, LocalDate asOf) {
        var page = new Page(model.language());
        var sections = new Sections(page, db, model);
        List<OfInstitution> all = sections.top(Integer.MAX_VALUE);
        List<OfInstitution> top = all.subList(0, Math.min(TOP, all.size()));
        page.title(page.say("recovery.title", model.run().months(), model.run().id()));
        page.rule();
        sections.totals();
        sections.exempted();
        var ledger = new LedgerText(page, db);
        ledger.totals();
        sections.lapsed(Lapsed.now(db), TOP);
        ledger.beside();
        ledger.details(asOf);
        ledger.measures();
        sections.months();
        sections.stakes(top);
        if (top.size() < all.size()) {
            page.sentence(page.say("more", Page.count(top.size()), Page.count(all.size())));
        }
        sections.cross(top, true);
        return page.text();
    }
}
