package org.claimaudit.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.claimaudit.rule.Catalogue;
import org.claimaudit.rule.Rule;
import org.claimaudit.rule.RuleFolders;
import org.claimaudit.support.UserError;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TwinTest {
    private static final RuleFolders LIBRARY = new RuleFolders(List.of(Path.of("rules")));
    private static RuleTests tests;

    @TempDir
    Path dir;

    @BeforeAll
    static void open() {
        tests = new RuleTests(LIBRARY);
    }

    @AfterAll
    static void close() {
        tests.close();
    }

    @Test
    void aDroppedJoinIsNoticedOnlyBesideASecondCopy() throws Exception {
        String sound = "k.fixmedins_code = v.fixmedins_code";
        assertThat(differences(sound, "twin: false", "")).isEmpty();
        assertThat(differences(sound, "twin: true", "")).isEmpty();
        assertThat(differences("true", "twin: false", "")).isEmpty();
        assertThat(differences("true", "twin: true", ""))
                .containsExactly(
                        "a second copy of the case, under other numbers and names, is judged otherwise:"
                                + " [S1#2]: message.en should be 县医院#2 took 30.00, but is 县医院 took 30.00",
                        "a second copy of the case, under other numbers and names, is judged otherwise:"
                                + " [S1#2]: message.zh should be 县医院#2 收取 30.00, but is 县医院 收取 30.00");
    }

    @Test
    void aCaseCanDoWithoutASecondCopy() throws Exception {
        assertThat(differences("true", "twin: true", "twin: false")).isEmpty();
        assertThat(differences("true", "", "")).isEmpty();
    }

    @Test
    void anythingButYesAndNoIsRefusedWithItsLine() throws Exception {
        assertThatThrownBy(() -> differences("true", "twin: maybe", ""))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("named-visit.test.yaml:1")
                .hasMessageContaining("maybe");
        assertThatThrownBy(() -> differences("true", "twin: true", "twin: 2"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("named-visit.test.yaml:4")
                .hasMessageContaining("\"2\"");
    }

    @Test
    void whatNamesNobodyIsNotGivenTwice() {
        var twin = new Twin(Map.of(
                "settlement", List.of(row("setl_id", "S1", "psn_no", null, "hifp_pay", "1.00")),
                "national_item", List.of(row("national_code", "001", "national_name", "S1"))));
        assertThat(twin.given().get("settlement"))
                .containsExactly(row("setl_id", "S1#2", "psn_no", null, "hifp_pay", "1.00"));
        assertThat(twin.given().get("national_item")).isEmpty();
    }

    @Test
    void anIdentityCardStaysOneOfTheSameBirthdayAndSex() {
        var twin = new Twin(Map.of(
                "person",
                List.of(row("psn_no", "P1", "certno", "11010519491231002X"), row("psn_no", "P2", "certno", "11010"))));
        assertThat(twin.given().get("person"))
                .containsExactly(
                        row("psn_no", "P1#2", "certno", "11010519491231192X"),
                        row("psn_no", "P2#2", "certno", "11010#2"));
    }

    @Test
    void aNumberIsNotRenamedInsideALongerOne() {
        var twin = new Twin(Map.of("settlement", List.of(row("setl_id", "S1", "fixmedins_name", "县医院"))));
        assertThat(twin.forward("县医院的S1、S10、S1|2026 和 settlement:S1"))
                .isEqualTo("县医院#2的S1#2、S10、S1#2|2026 和 settlement:S1#2");
    }

    private List<String> differences(String join, String file, String entry) throws IOException {
        Path sql = dir.resolve("named-visit.sql");
        Files.writeString(sql, """
                /*---
                id: named-visit
                title: { zh: 具名就诊, en: Named visit }
                grade: violation
                tier: 5
                severity: low
                status: trial
                since: 0.1.0
                legal: [ { cite: 条例 第三十八条第七项 } ]
                requires: [valid_settlement]
                lookback: 31 days
                population: SELECT count(*) FROM valid_settlement WHERE audited
                key: [setl_id]
                message:
                  zh: "{fixmedins_name} 收取 {fund}"
                  en: "{fixmedins_name} took {fund}"
                false_positives: { zh: [急诊], en: [emergencies] }
                ---*/
                SELECT 'settlement' AS row_table, v.setl_id AS row_id, v.setl_id, v.psn_no, v.mdtrt_id, v.fixmedins_code,
                    v.begndate AS begin_date, v.begndate AS end_date, v.fund AS claim, k.fixmedins_name, v.fund
                FROM valid_settlement v
                JOIN institution_kind k ON %s
                """.formatted(join));
        Files.writeString(dir.resolve("named-visit.test.yaml"), """
                %s
                cases:
                  - name: any visit
                    %s
                    given: { settlement: [ { setl_id: S1, psn_no: P1, fixmedins_code: H1, fixmedins_name: 县医院, med_type: '11', begndate: 2026-03-05, setl_time: '2026-03-05 10:00:00', medfee_sumamt: '40.00', hifp_pay: '30.00' } ] }
                    expect: [ { key: [S1], gross: '30.00', message: { en: 县医院 took 30.00 } } ]
                """.formatted(file, entry));
        Rule rule = Catalogue.draft(sql);
        var differences = new ArrayList<String>();
        RuleTests.cases(rule).forEach(test -> differences.addAll(tests.run(test).differences()));
        return differences;
    }

    private static Map<String, @Nullable String> row(@Nullable String... pairs) {
        var row = new LinkedHashMap<String, @Nullable String>();
        for (int i = 0; i < pairs.length; i += 2) {
            row.put(String.valueOf(pairs[i]), pairs[i + 1]);
        }
        return row;
    }
}
