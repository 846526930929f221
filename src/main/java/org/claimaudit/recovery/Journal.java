package org.claimaudit.recovery;

import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.claimaudit.store.Db;
import org.claimaudit.store.Row;
import org.jspecify.annotations.Nullable;

/** The postings in the store: read into a {@link Ledger}, and added to. */
public final class Journal {
    private static final List<String> COLUMNS = List.of(
            "posting_id",
            "paper_id",
            "source_line",
            "kind",
            "debit",
            "credit",
            "finding_id",
            "fixmedins_code",
            "amount",
            "posted_on",
            "month",
            "document",
            "officer",
            "reason");

    private Journal() {}

    /** The ledger as it stands. */
    public static Ledger load(Db db) {
        var ledger = new Ledger();
        db.stream("SELECT * FROM ledger.posting ORDER BY posting_id", row -> ledger.remember(posting(row)));
        db.stream(
                "SELECT finding_id FROM ledger.last_decision WHERE decision = 'appealed'",
                row -> ledger.contested(row.str("finding_id"), true));
        return ledger;
    }

    /** The findings of an institution that money was ever posted for. */
    public static Set<String> findings(Db db, String institution) {
        return new TreeSet<>(db.list(
                "SELECT DISTINCT finding_id FROM ledger.posting WHERE fixmedins_code = ? AND finding_id IS NOT NULL",
                row -> row.str("finding_id"),
                institution));
    }

    /** Adds postings in the transaction of the caller. */
    public static void append(Db db, int paperId, List<Posting> postings) {
        long next = db.count("SELECT coalesce(max(posting_id), 0) + 1 FROM ledger.posting");
        var rows = new ArrayList<@Nullable Object[]>();
        for (Posting posting : postings) {
            Voucher voucher = posting.voucher();
            rows.add(new @Nullable Object[] {
                next++,
                paperId,
                voucher.line(),
                posting.kind().word(),
                posting.kind().debit().word(),
                posting.kind().credit().word(),
                posting.findingId(),
                posting.institution(),
                BigDecimal.valueOf(posting.fen(), 2),
                voucher.date(),
                voucher.month().toString(),
                voucher.document(),
                voucher.officer(),
                voucher.reason()
            });
        }
        if (!rows.isEmpty()) {
            db.load("ledger.posting", COLUMNS, rows);
        }
    }

    private static Posting posting(Row row) {
        return new Posting(
                PostingKind.valueOf(row.str("kind").toUpperCase(Locale.ROOT)),
                row.text("finding_id"),
                row.str("fixmedins_code"),
                fen(row, "amount"),
                new Voucher(
                        Objects.requireNonNull(row.date("posted_on")),
                        YearMonth.parse(row.str("month")),
                        row.str("officer"),
                        row.str("document"),
                        row.str("reason"),
                        (int) row.whole("source_line")));
    }

    /** Yuan of two decimals as fen. */
    public static long fen(Row row, String column) {
        return Objects.requireNonNull(row.decimal(column)).movePointRight(2).longValueExact();
    }
}
