package org.claimaudit.cases;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.claimaudit.cases.FindingRegister.Known;
import org.claimaudit.cases.FindingRegister.Last;
import org.claimaudit.recovery.ClosedMonths;
import org.claimaudit.recovery.FundRoom;
import org.claimaudit.recovery.FundRoom.Part;
import org.claimaudit.recovery.Journal;
import org.claimaudit.recovery.Ledger;
import org.claimaudit.recovery.Posting;
import org.claimaudit.recovery.Refused;
import org.claimaudit.recovery.Voucher;
import org.claimaudit.store.Db;
import org.claimaudit.store.Row;
import org.claimaudit.support.Messages;
import org.jspecify.annotations.Nullable;

/**
 * Takes decisions on findings, and institutions' replies, out of a file: all of it or nothing. What is upheld with the number of a document
 * is demanded by it; without one it waits to be demanded.
 */
public final class Decisions {
    private static final List<String> DECISION = List.of(
            "decision_id",
            "paper_id",
            "source_line",
            "finding_id",
            "decision",
            "amount",
            "confirmed",
            "officer",
            "decided_on",
            "document",
            "reason",
            "run_id");
    private static final List<String> CONFIRMED =
            List.of("decision_id", "finding_id", "row_table", "row_id", "setl_id", "month", "amount");

    private final Db db;
    private final FindingRegister register;
    private final Map<String, Last> last;
    private final FundRoom room;
    private final Ledger ledger;
    private final ClosedMonths closed;
    private final Set<String> told = new HashSet<>();
    private final List<@Nullable Object[]> rows = new ArrayList<>();
    private final List<@Nullable Object[]> parts = new ArrayList<>();
    private final Map<Verdict, Long> counts = new EnumMap<>(Verdict.class);
    private long next;
    private long known;

    /**
     * What became of a file.
     *
     * @param again whether the same file was taken before
     * @param taken how many of each verdict are new
     * @param known lines that were taken before
     * @param posted the money that moved by it
     */
    public record Taken(boolean again, Map<Verdict, Long> taken, long known, List<Posting> posted) {}

    private Decisions(Db db, List<Opinion> opinions) {
        this.db = db;
        this.register =
                FindingRegister.of(db, opinions.stream().map(Opinion::findingId).toList());
        this.last = register.lastWords();
        this.room = register.room();
        this.ledger = Journal.load(db);
        this.closed = ClosedMonths.load(db);
        this.next = db.count("SELECT coalesce(max(decision_id), 0) + 1 FROM ledger.decision");
        db.stream("SELECT * FROM ledger.decision SEMI JOIN register_wanted USING (finding_id)", row -> {
            told.add(key(row, row.date("decided_on")));
            told.add(key(row, null));
        });
    }

    /**
     * Takes a file.
     *
     * @param received the day of replies that name none
     * @param dry whether to look only
     * @throws org.claimaudit.support.UserError code 10 when it is not there, code 12 with its line, column and value when it is wrong; the
     *     store is as it was
     */
    public static Taken take(Db db, Path file, LocalDate received, boolean dry, Clock clock) {
        if (Papers.known(db, file)) {
            return new Taken(true, Map.of(), 0, List.of());
        }
        List<Opinion> opinions = Opinion.read(Papers.sheet(file), received);
        return db.transaction(() -> {
            var decisions = new Decisions(db, opinions);
            opinions.forEach(decisions::take);
            return decisions.book(file, dry, clock);
        });
    }

    private void take(Opinion opinion) {
        if (told.contains(opinion.key())) {
            known++;
            return;
        }
        Known finding = register.find(opinion.findingId())
                .orElseThrow(() -> opinion.line().wrong("finding_id", unknown(opinion.findingId())));
        check(opinion, finding);
        last.put(finding.id(), new Last(opinion.verdict(), opinion.date()));
        counts.merge(opinion.verdict(), 1L, Long::sum);
        ledger.contested(finding.id(), opinion.verdict() == Verdict.APPEALED);
        long confirmed = opinion.verdict().decides() ? decide(opinion, finding) : ledger.upheld(finding.id());
        rows.add(new @Nullable Object[] {
            next++,
            null,
            opinion.line().number(),
            finding.id(),
            opinion.verdict().word(),
            opinion.amount(),
            BigDecimal.valueOf(confirmed, 2),
            opinion.officer(),
            opinion.date(),
            opinion.document(),
            opinion.reason(),
            finding.runId()
        });
    }

    /** Whether it may be said at all. */
    private void check(Opinion opinion, Known finding) {
        Last before = last.get(finding.id());
        Verdict verdict = opinion.verdict();
        if (!verdict.mayFollow(before == null ? null : before.verdict())) {
            throw opinion.line().wrong(opinion.column(), Messages.text("decide.order", standing(before), next(before)));
        }
        if (before != null && opinion.date().isBefore(before.date())) {
            throw opinion.line()
                    .wrong("date", Messages.text("decide.before", before.date().toString()));
        }
        if (verdict.decides() && closed.has(YearMonth.from(opinion.date()))) {
            throw opinion.line().wrong("date", Messages.text("ledger.closed", YearMonth.from(opinion.date())));
        }
        if (finding.clearedBy() != null && (verdict == Verdict.UPHELD || verdict == Verdict.PARTLY)) {
            throw opinion.line().wrong("finding_id", Messages.text("decide.cleared", finding.clearedBy()));
        }
    }

    /** Spreads what is upheld over the rows and follows it with money; returns the upheld amount in fen. */
    private long decide(Opinion opinion, Known finding) {
        long fen = amount(opinion, finding);
        var voucher = new Voucher(
                opinion.date(),
                YearMonth.from(opinion.date()),
                opinion.officer(),
                opinion.document(),
                opinion.reason(),
                opinion.line().number());
        try {
            for (Part part : room.uphold(finding.id(), fen)) {
                // A refusal, or taking one back, speaks of all rows, also of those that only an audit of more months
                // claims.
                if (part.row().gross() > 0 || opinion.verdict().refuses()) {
                    parts.add(new @Nullable Object[] {
                        next,
                        finding.id(),
                        part.row().table(),
                        part.row().id(),
                        part.row().settlement(),
                        part.row().month(),
                        BigDecimal.valueOf(part.fen(), 2)
                    });
                }
            }
        } catch (Refused e) {
            throw opinion.line().wrong("amount", e.why());
        }
        ledger.confirm(finding.id(), finding.institution(), fen, voucher);
        if (!opinion.document().isEmpty()) {
            ledger.demandRest(finding.id(), finding.institution(), voucher);
        }
        return fen;
    }

    private long amount(Opinion opinion, Known finding) {
        Long fen = opinion.fen();
        switch (opinion.verdict()) {
            case UPHELD -> {
                return fen == null ? room.net(finding.id()) : fen;
            }
            case PARTLY -> {
                long gross = room.gross(finding.id());
                if (fen == null || fen == 0 || (gross > 0 && fen >= gross)) {
                    throw opinion.line().wrong("amount", Messages.text("decide.part", yuan(gross)));
                }
                return fen;
            }
            default -> {
                if (fen != null && fen > 0) {
                    throw opinion.line()
                            .wrong(
                                    "amount",
                                    Messages.text(
                                            "decide.no-amount",
                                            opinion.verdict().word()));
                }
                return 0;
            }
        }
    }

    private Taken book(Path file, boolean dry, Clock clock) {
        if (!dry) {
            int paper = Papers.add(db, "decisions", file, rows.size(), clock);
            rows.forEach(row -> row[1] = paper);
            if (!rows.isEmpty()) {
                db.load("ledger.decision", DECISION, rows);
            }
            if (!parts.isEmpty()) {
                db.load("ledger.confirmed", CONFIRMED, parts);
            }
            Journal.append(db, paper, ledger.added());
        }
        return new Taken(false, counts, known, ledger.added());
    }

    private String unknown(String id) {
        return Messages.text(id.matches("[0-9a-f]{16}") ? "decide.unknown" : "decide.no-id");
    }

    private static String standing(@Nullable Last before) {
        return before == null ? "" : before.verdict().word();
    }

    private static String next(@Nullable Last before) {
        return before == null ? "" : before.verdict().next();
    }

    private static String yuan(long fen) {
        return BigDecimal.valueOf(fen, 2).toPlainString();
    }

    private static String key(Row row, @Nullable LocalDate date) {
        return Opinion.key(
                row.str("finding_id"),
                row.str("decision"),
                row.decimal("amount"),
                row.str("officer"),
                date,
                row.str("document"),
                row.str("reason"));
    }
}
