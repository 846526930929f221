package org.claimaudit.recovery;

import org.claimaudit.store.Db;
import org.claimaudit.store.Row;
import org.claimaudit.support.Bilingual;
import org.jspecify.annotations.Nullable;

/** Where the pooled fund's payments were read from, in words. */
final class FundConvention {
    private FundConvention() {}

    /** Null when the fact that says it could not be built. */
    static @Nullable Bilingual describe(Db db) {
        if (db.count(
                        "SELECT count(*) FROM information_schema.tables WHERE table_schema = 'fact' AND table_name = 'fund_convention'")
                == 0) {
            return null;
        }
        // Equal sums decide; where no settlement shows any, what is left to cash does, and where nothing shows, the
        // national layout holds.
        return db.first(
                        """
                        SELECT pooled_from, fund_pay_includes_account AS includes, settlements,
                            CASE WHEN equal_with_account + equal_without_account > 0
                                 THEN CASE WHEN includes THEN equal_with_account ELSE equal_without_account END
                                 WHEN includes THEN balanced_with_account ELSE balanced_without_account END AS shown
                        FROM fact.fund_convention""",
                        row -> Bilingual.of(
                                "audit.convention." + row.str("pooled_from") + how(row),
                                Long.toString(row.whole("shown")),
                                Long.toString(row.whole("settlements"))))
                .orElse(null);
    }

    private static String how(Row row) {
        if (row.whole("shown") == 0) {
            return ".assumed";
        }
        return row.bool("includes") ? ".with" : ".without";
    }
}
