package org.claimaudit.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.claimaudit.cases.Disclosure;
import org.claimaudit.store.Db;
import org.claimaudit.store.Store;
import org.junit.jupiter.api.Test;

/** Clues come in the order of how far their figures are beyond the limit. */
class StrongCluesTest {
    private static final String RUN = "run-20260401T010500Z-0001";

    @Test
    void theStrongestComesFirstInTheSummaryAndOnThePage() throws IOException {
        try (Store store = Store.openMemory(true)) {
            Db db = store.db();
            new TestLedger(db).run(RUN, "2026-03", "2026-03", 200, 5);
            assertThat(SummaryText.of(db, ReportModel.load(db, RUN, Locale.ENGLISH)))
                    .doesNotContain("Strongest clues");
            List<String> clues = db.list(
                    "SELECT min(finding_id) AS id FROM ledger.finding WHERE grade = 'clue' AND fixmedins_code IS NOT NULL"
                            + " GROUP BY fixmedins_code ORDER BY fixmedins_code LIMIT 3",
                    row -> row.str("id"));
            assertThat(clues).hasSize(3);
            List<String> strengths = List.of("1.20", "12.5", "2.00");
            for (int i = 0; i < 3; i++) {
                db.execute(
                        "UPDATE ledger.finding SET strength = CAST(? AS DECIMAL(18, 2)) WHERE finding_id = ?",
                        strengths.get(i),
                        clues.get(i));
            }

            ReportModel model = ReportModel.load(db, RUN, Locale.ENGLISH);
            assertThat(SummaryText.of(db, model))
                    .containsPattern("Strongest clues[^\n]*\n.*\n.* 12\\.50\n.* 2\\.00\n.* 1\\.20\n");
            assertThat(page(db, model).stream()
                            .filter(id -> db.count(
                                            "SELECT count(*) FROM ledger.finding WHERE grade = 'clue' AND finding_id = ?",
                                            id)
                                    > 0))
                    .startsWith(clues.get(1), clues.get(2), clues.get(0));
        }
    }

    private static List<String> page(Db db, ReportModel model) throws IOException {
        var mapper = new ObjectMapper();
        var text = new StringWriter();
        try (JsonGenerator json = mapper.createGenerator(text)) {
            new FindingData(db, model, List.of(), new Disclosure(false)).findings(json);
        }
        var ids = new ArrayList<String>();
        for (JsonNode row : mapper.readTree(text.toString()).get("rows")) {
            ids.add(row.get(0).textValue());
        }
        return ids;
    }
}
