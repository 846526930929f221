package org.claimaudit.report;

import java.util.List;
import org.claimaudit.report.Recovery.OfInstitution;
import org.claimaudit.store.Db;

/** What {@code recovery} prints. */
final class RecoveryText {
    private RecoveryText() {}

    static String of(Db db, ReportModel model) {
        var page = new Page(model.language());
        var sections = new Sections(page, db, model);
        List<OfInstitution> all = sections.top(Integer.MAX_VALUE);
        page.title(page.say("recovery.title", model.run().months(), model.run().id()));
        page.rule();
        sections.totals();
        sections.months();
        sections.stakes(all);
        sections.cross(all, true);
        return page.text();
    }
}
