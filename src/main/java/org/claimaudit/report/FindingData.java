package org.claimaudit.report;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.claimaudit.cases.Disclosure;
import org.claimaudit.report.Phrases.Message;
import org.claimaudit.store.Db;
import org.claimaudit.store.Row;
import org.claimaudit.support.Bilingual;
import org.claimaudit.support.DisplayWidth;
import org.jspecify.annotations.Nullable;

/**
 * The findings of a run and their source rows, as the page gets them: those with most money first, as many as a page can carry.
 * {@code report.js} reads the arrays by position.
 */
final class FindingData {
    /** Findings with money, and clues, that a page carries. */
    private static final int FINDINGS = 100_000;

    private static final int CLUES = 50_000;

    /** Findings whose source rows it carries, and rows of one finding. */
    private static final int WITH_ROWS = 20_000;

    private static final int ROWS = 100;

    /** Characters of findings and of source rows, so that a page stays below 30 MB. */
    private static final long FINDING_CHARACTERS = 21_000_000;

    private static final long ROW_CHARACTERS = 7_000_000;

    /** About what a finding takes besides the values of its message. */
    private static final int CHARACTERS = 160;

    private static final List<String> GRADES = List.of("violation", "suspect", "clue");
    private static final List<String> SEVERITIES = List.of("low", "medium", "high", "critical");

    /** Money first; clues, which have none, by how far their figure is beyond the limit. */
    private static final String FIRST =
            "amount_net + withheld DESC, amount_gross DESC, coalesce(strength, 1) DESC, fixmedins_code, rule_id, finding_id";

    /** Which findings a page carries, and in which order; only what decides that is sorted, not the texts. */
    private static final String RANKED = """
            WITH carried AS (
                SELECT run_id, finding_id, grade, row_number() OVER (PARTITION BY grade = 'clue' ORDER BY %1$s) AS nth
                FROM ledger.finding WHERE run_id = ?
                QUALIFY nth <= CASE WHEN grade = 'clue' THEN %2$d ELSE %3$d END)
            , ranked AS (SELECT run_id, finding_id, row_number() OVER (ORDER BY grade = 'clue', nth) AS place FROM carried)
            """.formatted(FIRST, CLUES, FINDINGS);

    private final Db db;
    private final String runId;
    private final Disclosure disclosure;
    private final Map<String, Integer> rules = new HashMap<>();
    private final Map<String, Integer> institutions = new HashMap<>();
    private final Map<String, Integer> files = new LinkedHashMap<>();
    private final Map<String, Integer> places = new HashMap<>();
    private final Phrases phrases = new Phrases();
    private long findingCharacters;
    private long rowCharacters;

    FindingData(Db db, ReportModel model, List<String> institutionCodes, Disclosure disclosure) {
        this.db = db;
        this.runId = model.run().id();
        this.disclosure = disclosure;
        model.rules().forEach(rule -> rules.put(rule.id(), rules.size()));
        institutionCodes.forEach(code -> institutions.put(code, institutions.size()));
    }

    /** {@code {rows: [[…] …], phrases: [… ]}}. */
    void findings(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeArrayFieldStart("rows");
        db.stream(RANKED + """
                        SELECT f.* REPLACE (coalesce(d.decision, f.status) AS status)
                        FROM ranked JOIN ledger.finding f USING (run_id, finding_id)
                            LEFT JOIN ledger.run_decision d USING (run_id, finding_id)
                        ORDER BY place""", row -> finding(json, row), runId);
        json.writeEndArray();
        json.writeFieldName("phrases");
        json.writePOJO(phrases.all());
        json.writeEndObject();
    }

    private void finding(JsonGenerator json, Row row) {
        if (findingCharacters > FINDING_CHARACTERS) {
            return;
        }
        places.put(row.str("finding_id"), places.size());
        String person = row.text("psn_no");
        Message message = phrases.fold(
                new Bilingual(
                        harmless(disclosure.message(row.str("message_en"), person)),
                        harmless(disclosure.message(row.str("message_zh"), person))),
                harmless(row.text("fixmedins_name")));
        findingCharacters += CHARACTERS
                + message.values().stream()
                        .mapToInt(value -> value.length() + 3)
                        .sum();
        try {
            json.writeStartArray();
            json.writeString(row.str("finding_id"));
            json.writeNumber(rules.getOrDefault(row.str("rule_id"), -1));
            json.writeNumber(GRADES.indexOf(row.str("grade")));
            json.writeNumber(SEVERITIES.indexOf(row.str("severity")));
            json.writeNumber(institutions.getOrDefault(row.text("fixmedins_code"), -1));
            json.writeString(harmless(disclosure.number(person)));
            json.writeString(harmless(row.text("mdtrt_id")));
            json.writeString(harmless(row.text("setl_id")));
            json.writeNumber(day(row.date("begin_date")));
            json.writeNumber(day(row.date("end_date")));
            json.writeNumber(message.zh());
            json.writeNumber(message.en());
            json.writePOJO(message.values());
            json.writeNumber(row.whole("evidence_rows"));
            for (String amount : List.of("amount_gross", "amount_net", "withheld", "account")) {
                json.writeNumber(fen(row, amount));
            }
            json.writeString(row.str("status"));
            json.writeString(row.str("month"));
            json.writeEndArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code {rows: [[finding, [[table, key, file, line, gross, net] …]] …], files: […]}}, after {@link #findings}. */
    void evidence(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeArrayFieldStart("rows");
        var last = new int[] {-1};
        db.stream(RANKED + """
                        SELECT f.place, c.* FROM ranked f JOIN ledger.claim c USING (run_id, finding_id)
                        WHERE f.place <= ?
                        QUALIFY row_number() OVER (PARTITION BY f.place
                            ORDER BY c.amount_gross DESC, c.row_table, c.row_id, c.source_file, c.source_line) <= ?
                        ORDER BY f.place, c.amount_gross DESC, c.row_table, c.row_id, c.source_file, c.source_line""", row -> last[0] = row(json, row, last[0]), runId, WITH_ROWS, ROWS);
        if (last[0] >= 0) {
            json.writeEndArray();
            json.writeEndArray();
        }
        json.writeEndArray();
        json.writeFieldName("files");
        json.writePOJO(files.keySet());
        json.writeEndObject();
    }

    /** Writes a source row; the first of a finding opens its array. Returns the finding whose array is open. */
    private int row(JsonGenerator json, Row row, int open) {
        Integer place = places.get(row.str("finding_id"));
        if (place == null || (place != open && rowCharacters > ROW_CHARACTERS)) {
            return open;
        }
        String table = row.str("row_table");
        String id = harmless(disclosure.rowId(table, row.str("row_id")));
        rowCharacters += id.length() + CHARACTERS / 4;
        try {
            if (place != open) {
                if (open >= 0) {
                    json.writeEndArray();
                    json.writeEndArray();
                }
                json.writeStartArray();
                json.writeNumber(place);
                json.writeStartArray();
            }
            json.writeStartArray();
            json.writeString(table);
            json.writeString(id);
            json.writeNumber(number(files, harmless(row.str("source_file"))));
            json.writeNumber(row.whole("source_line"));
            json.writeNumber(fen(row, "amount_gross"));
            json.writeNumber(fen(row, "amount_net"));
            json.writeEndArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return place;
    }

    private static int number(Map<String, Integer> numbers, String text) {
        Integer next = numbers.size();
        Integer known = numbers.putIfAbsent(text, next);
        return known == null ? next : known;
    }

    private static long fen(Row row, String column) {
        return Institutions.fen(Recovery.yuan(row, column));
    }

    /** Days since 1970-01-01; 0 when not known. */
    private static long day(@Nullable LocalDate date) {
        return date == null ? 0 : date.toEpochDay();
    }

    private static String harmless(@Nullable String text) {
        return text == null ? "" : DisplayWidth.plain(text);
    }
}
