package org.claimaudit.cases;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.claimaudit.cases.Estimate.Reviewed;
import org.claimaudit.recovery.Journal;
import org.claimaudit.store.Db;
import org.claimaudit.store.Row;
import org.claimaudit.support.CsvFile;
import org.claimaudit.support.CsvProfile;
import org.claimaudit.support.ExitCode;
import org.claimaudit.support.Messages;
import org.claimaudit.support.UserError;
import org.jspecify.annotations.Nullable;

/** The samples that were drawn, what the reviews found, and what that says about all. */
public final class Samples {
    /** The columns of a visit sheet; those from {@code result} on are for the auditor to fill in. */
    private static final List<String> SHEET = List.of(
            "sample_id",
            "place",
            "fixmedins_code",
            "fixmedins_name",
            "setl_id",
            "mdtrt_id",
            "psn_no",
            "kind",
            "begin_date",
            "end_date",
            "medfee",
            "fund",
            "result",
            "amount",
            "officer",
            "date",
            "note");

    /** The reviewed records with their last result; those whose record was not to be had are not among them. */
    private static final String REVIEWED = """
            (SELECT setl_id, result, amount FROM ledger.sample_result WHERE sample_id = ?
            QUALIFY row_number() OVER (PARTITION BY setl_id ORDER BY result_id DESC) = 1)""";

    private Samples() {}

    /**
     * A sample.
     *
     * @param months {@code 2026-03}, or {@code 2026-01..2026-03}
     * @param fund yuan that the fund paid for all that it was drawn from
     */
    public record Sample(String id, String months, long seed, long records, long drawn, BigDecimal fund) {}

    /**
     * A record that was drawn.
     *
     * @param kind {@code inpatient} or {@code outpatient}
     * @param medfee yuan, all that it cost
     * @param fund yuan that the pooled fund paid
     */
    public record Drawn(
            int place,
            String institution,
            @Nullable String institutionName,
            String setlId,
            @Nullable String mdtrtId,
            @Nullable String psnNo,
            String kind,
            @Nullable LocalDate begin,
            @Nullable LocalDate end,
            BigDecimal medfee,
            BigDecimal fund) {}

    /**
     * What a sample says of an institution, or of all of them together.
     *
     * @param institution null for all
     * @param missing records that were not to be had
     */
    public record Extrapolation(
            @Nullable String institution, @Nullable String name, long drawn, long missing, Estimate estimate) {}

    /**
     * The sample of a name.
     *
     * @param name an id, or {@code last}
     * @throws UserError code 10 when there is none
     */
    public static Sample find(Db db, String name) {
        return all(db).stream()
                .filter(sample -> name.equals(Run.LAST) || name.equals(sample.id()))
                .findFirst()
                .orElseThrow(() -> new UserError(
                        ExitCode.MISSING,
                        name.equals(Run.LAST) ? Messages.text("sample.none") : Messages.text("sample.unknown", name),
                        Messages.text("sample.none.todo")));
    }

    /** All samples, the newest first. */
    public static List<Sample> all(Db db) {
        return db.list(
                "SELECT s.*, t.* FROM ledger.sample s JOIN (SELECT sample_id, sum(records) AS records, sum(drawn) AS drawn, sum(fund) AS fund"
                        + " FROM ledger.sample_stratum GROUP BY sample_id) t USING (sample_id) ORDER BY ordinal DESC",
                row -> new Sample(
                        row.str("sample_id"),
                        row.str("from_month").equals(row.str("to_month"))
                                ? row.str("from_month")
                                : row.str("from_month") + ".." + row.str("to_month"),
                        row.whole("seed"),
                        row.whole("records"),
                        row.whole("drawn"),
                        yuan(row, "fund")));
    }

    /** What was drawn, institution by institution. */
    public static List<Drawn> drawn(Db db, String sampleId) {
        return db.list(
                "SELECT * FROM ledger.sample_record WHERE sample_id = ? ORDER BY place",
                row -> new Drawn(
                        (int) row.whole("place"),
                        row.str("fixmedins_code"),
                        row.text("fixmedins_name"),
                        row.str("setl_id"),
                        row.text("mdtrt_id"),
                        row.text("psn_no"),
                        row.str("kind"),
                        row.date("begin_date"),
                        row.date("end_date"),
                        yuan(row, "medfee"),
                        yuan(row, "fund")),
                sampleId);
    }

    /** A visit sheet to be filled in; closes {@code out}. */
    public static void sheet(
            String sampleId, List<Drawn> records, CsvProfile profile, Disclosure disclosure, Writer out) {
        try (var csv = new CsvFile(out, profile, SHEET)) {
            records.forEach(one -> csv.row(
                    sampleId,
                    one.place(),
                    one.institution(),
                    one.institutionName(),
                    one.setlId(),
                    one.mdtrtId(),
                    disclosure.number(one.psnNo()),
                    one.kind(),
                    one.begin(),
                    one.end(),
                    one.medfee(),
                    one.fund(),
                    null,
                    null,
                    null,
                    null,
                    null));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the sample says, institution by institution, and last of all together. */
    public static List<Extrapolation> extrapolate(Db db, String sampleId) {
        Map<String, List<Reviewed>> strata = new LinkedHashMap<>();
        Map<String, List<Long>> wrong = wrong(db, sampleId);
        var lines = new ArrayList<Extrapolation>();
        Map<String, Counts> counts = new LinkedHashMap<>();
        db.stream(
                "SELECT t.*, n.name, r.reviewed_fund, r.missing FROM ledger.sample_stratum t LEFT JOIN (SELECT fixmedins_code,"
                        + " max(fixmedins_name) AS name FROM ledger.sample_record WHERE sample_id = ? GROUP BY ALL) n USING (fixmedins_code)"
                        + " LEFT JOIN (SELECT fixmedins_code, money_class, count(*) FILTER (result = 'missing') AS missing,"
                        + " coalesce(sum(fund) FILTER (result <> 'missing'), 0) AS reviewed_fund FROM ledger.sample_record s JOIN "
                        + REVIEWED
                        + " USING (setl_id) WHERE s.sample_id = ? GROUP BY ALL) r USING (fixmedins_code, money_class)"
                        + " WHERE t.sample_id = ? ORDER BY fixmedins_code, money_class",
                row -> {
                    String code = row.str("fixmedins_code");
                    Long missing = row.wholeOrNull("missing");
                    strata.computeIfAbsent(code, key -> new ArrayList<>())
                            .add(new Reviewed(
                                    row.whole("records"),
                                    Journal.fen(row, "fund"),
                                    row.decimal("reviewed_fund") == null ? 0 : Journal.fen(row, "reviewed_fund"),
                                    wrong.getOrDefault(code + " " + row.whole("money_class"), List.of())));
                    counts.merge(
                            code,
                            new Counts(row.text("name"), row.whole("drawn"), missing == null ? 0 : missing),
                            Counts::plus);
                },
                sampleId,
                sampleId,
                sampleId,
                sampleId);
        strata.forEach((code, of) -> {
            Counts count = Objects.requireNonNull(counts.get(code));
            lines.add(new Extrapolation(code, count.name(), count.drawn(), count.missing(), Estimate.of(of)));
        });
        lines.add(new Extrapolation(
                null,
                null,
                counts.values().stream().mapToLong(Counts::drawn).sum(),
                counts.values().stream().mapToLong(Counts::missing).sum(),
                Estimate.of(strata.values().stream().flatMap(List::stream).toList())));
        return lines;
    }

    private record Counts(@Nullable String name, long drawn, long missing) {
        Counts plus(Counts other) {
            return new Counts(name, drawn + other.drawn, missing + other.missing);
        }
    }

    /** Fen paid wrongly of each reviewed record, by institution and money class. */
    private static Map<String, List<Long>> wrong(Db db, String sampleId) {
        Map<String, List<Long>> wrong = new LinkedHashMap<>();
        db.stream(
                "SELECT s.fixmedins_code, s.money_class, r.amount FROM ledger.sample_record s JOIN " + REVIEWED
                        + " r USING (setl_id) WHERE s.sample_id = ? AND r.result <> 'missing' ORDER BY s.place",
                row -> wrong.computeIfAbsent(
                                row.str("fixmedins_code") + " " + row.whole("money_class"), key -> new ArrayList<>())
                        .add(Journal.fen(row, "amount")),
                sampleId,
                sampleId);
        return wrong;
    }

    private static BigDecimal yuan(Row row, String column) {
        return Objects.requireNonNull(row.decimal(column)).setScale(2);
    }
}
