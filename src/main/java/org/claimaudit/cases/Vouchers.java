package org.claimaudit.cases;

import java.nio.file.Path;
import java.time.Clock;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.claimaudit.cases.FindingRegister.Known;
import org.claimaudit.recovery.ClosedMonths;
import org.claimaudit.recovery.Journal;
import org.claimaudit.recovery.Ledger;
import org.claimaudit.recovery.Posting;
import org.claimaudit.recovery.PostingKind;
import org.claimaudit.recovery.Refused;
import org.claimaudit.recovery.Voucher;
import org.claimaudit.store.Db;
import org.claimaudit.support.Messages;
import org.claimaudit.support.UserError;
import org.jspecify.annotations.Nullable;

/** Takes money that was demanded, deducted, paid back, waived or imposed, and measures, out of a file: all of it or nothing. */
public final class Vouchers {
    private final Db db;
    private final FindingRegister register;
    private final Ledger ledger;
    private final ClosedMonths closed;
    private final Set<String> known;
    private final List<@Nullable Object[]> contents = new ArrayList<>();
    private final List<@Nullable Object[]> measures = new ArrayList<>();
    private long again;

    /**
     * What became of a file.
     *
     * @param again whether the same file was taken before
     * @param known lines that were taken before
     * @param measures how many measures were written down
     */
    public record Taken(boolean again, long known, List<Posting> posted, long measures) {}

    private Vouchers(Db db, List<VoucherLine> lines) {
        this.db = db;
        this.register = FindingRegister.of(
                db, lines.stream().map(VoucherLine::findingId).toList());
        this.ledger = Journal.load(db);
        this.closed = ClosedMonths.load(db);
        this.known = new HashSet<>(db.list("SELECT content FROM ledger.paper_line", row -> row.str("content")));
    }

    /**
     * Takes a file.
     *
     * @param dry whether to look only
     * @throws UserError code 10 when it is not there, code 12 with its line, column and value when it is wrong; the store is as it was
     */
    public static Taken take(Db db, Path file, boolean dry, Clock clock) {
        if (Papers.known(db, file)) {
            return new Taken(true, 0, List.of(), 0);
        }
        List<VoucherLine> lines = VoucherLine.read(Papers.sheet(file));
        return db.transaction(() -> {
            var vouchers = new Vouchers(db, lines);
            lines.forEach(vouchers::take);
            return vouchers.book(file, dry, clock);
        });
    }

    private void take(VoucherLine line) {
        String content = line.content();
        if (known.contains(content)) {
            again++;
            return;
        }
        if (contents.stream().anyMatch(row -> content.equals(row[2]))) {
            throw line.line().wrong("document", Messages.text("post.twice"));
        }
        contents.add(new @Nullable Object[] {null, line.line().number(), content});
        String institution = institution(line);
        PostingKind kind = line.kind();
        try {
            if (kind == null) {
                measure(line, institution);
            } else {
                checkOpen(line);
                move(line, kind, institution);
            }
        } catch (Refused e) {
            throw line.line().wrong("amount", e.why());
        }
    }

    private void checkOpen(VoucherLine line) {
        Voucher voucher = line.voucher();
        if (closed.has(YearMonth.from(voucher.date()))) {
            throw line.line().wrong("date", Messages.text("ledger.closed", YearMonth.from(voucher.date())));
        }
        if (closed.has(voucher.month())) {
            throw line.line().wrong("month", Messages.text("ledger.closed", voucher.month()));
        }
    }

    private void move(VoucherLine line, PostingKind kind, String institution) {
        Voucher voucher = line.voucher();
        String finding = line.findingId().isEmpty() ? null : line.findingId();
        Set<String> findings = finding != null ? Set.of(finding) : recoverable(institution);
        if (kind == PostingKind.DEMANDED && line.fen() == null) {
            long demanded = 0;
            for (String id : findings) {
                demanded += ledger.demandRest(id, institution, voucher);
            }
            if (demanded == 0) {
                throw line.line().wrong("kind", Messages.text("post.nothing-to-demand"));
            }
            return;
        }
        Long fen = line.fen();
        if (fen == null) {
            throw line.line().wrong("amount", Messages.text("sheet.empty"));
        }
        switch (kind) {
            case FINED, FINE_PAID, DAMAGES, DAMAGES_PAID -> ledger.post(kind, finding, institution, fen, voucher);
            default -> {
                if (finding == null) {
                    ledger.spread(kind, institution, findings, fen, voucher);
                } else {
                    ledger.post(kind, finding, institution, fen, voucher);
                }
            }
        }
    }

    private Set<String> recoverable(String institution) {
        return new TreeSet<>(Journal.findings(db, institution));
    }

    private void measure(VoucherLine line, String institution) {
        Measure measure = Objects.requireNonNull(line.measure());
        Voucher voucher = line.voucher();
        measures.add(new @Nullable Object[] {
            null,
            voucher.line(),
            measure.word(),
            line.findingId().isEmpty() ? null : line.findingId(),
            institution,
            voucher.date(),
            line.line().dateIfAny("until").orElse(null),
            line.line().text("target"),
            voucher.officer(),
            voucher.document(),
            voucher.reason()
        });
    }

    private String institution(VoucherLine line) {
        if (line.findingId().isEmpty()) {
            if (db.count("SELECT count(*) FROM ledger.finding WHERE fixmedins_code = ?", line.institution()) == 0) {
                throw line.line().wrong("fixmedins_code", Messages.text("post.no-institution"));
            }
            return line.institution();
        }
        Known finding = register.find(line.findingId())
                .orElseThrow(() -> line.line().wrong("finding_id", Messages.text("decide.unknown")));
        if (!line.institution().isEmpty() && !line.institution().equals(finding.institution())) {
            throw line.line().wrong("fixmedins_code", Messages.text("post.elsewhere", finding.institution()));
        }
        return finding.institution();
    }

    private Taken book(Path file, boolean dry, Clock clock) {
        if (!dry) {
            int paper = Papers.add(db, "vouchers", file, contents.size(), clock);
            contents.forEach(row -> row[0] = paper);
            measures.forEach(row -> row[0] = paper);
            if (!contents.isEmpty()) {
                db.load("ledger.paper_line", List.of("paper_id", "source_line", "content"), contents);
            }
            if (!measures.isEmpty()) {
                db.load(
                        "ledger.measure",
                        List.of(
                                "paper_id",
                                "source_line",
                                "kind",
                                "finding_id",
                                "fixmedins_code",
                                "begins",
                                "until",
                                "target",
                                "officer",
                                "document",
                                "reason"),
                        measures);
            }
            Journal.append(db, paper, ledger.added());
        }
        return new Taken(false, again, ledger.added(), measures.size());
    }
}
