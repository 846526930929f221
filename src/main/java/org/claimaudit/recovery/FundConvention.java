package org.claimaudit.recovery;

import org.claimaudit.store.Db;
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
        return db.first(
                        "SELECT pooled_from, fund_pay_includes_account AS includes,"
                                + " CAST(CASE WHEN fund_pay_includes_account THEN equal_with_account ELSE equal_without_account END AS VARCHAR) AS n,"
                                + " CAST(settlements AS VARCHAR) AS total FROM fact.fund_convention",
                        row -> Bilingual.of(
                                "audit.convention." + row.str("pooled_from")
                                        + (row.bool("includes") ? ".with" : ".without"),
                                row.str("n"),
                                row.str("total")))
                .orElse(null);
    }
}
