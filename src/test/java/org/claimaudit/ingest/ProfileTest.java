package org.claimaudit.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.claimaudit.support.UserError;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfileTest {
    private static final String PROFILE = """
            files:
              - pattern: "export*.txt"
                delimiter: bar
                encoding: GB18030
                null_words: [无]
                date_formats: ["%d.%m.%Y"]
                tables:
                  person:
                    columns:
                      psn_no: id
                      psn_name: 姓名
                      brdy: born
                      gend: { column: sex, codes: { m: "1", f: "2" }, otherwise: "9" }
                      surv_stas: { constant: "1" }
                      tel: { sql: "coalesce(mobile, '0' || home)" }
                  death_registry:
                    filter: died IS NOT NULL
                    columns: { cert_no: id, psn_no: id, die_date: died }
            """;
    private static final String[] EXPORT = {
        "id|姓名|born|sex|mobile|home|died|extra",
        "A1|张|09.08.1950|m|1390|22|无|x",
        "A2|李|1951-01-02|f||23|31.12.2025|x",
        "A3|王||x|无|无||",
        "A4|only",
        "|赵|09.08.1950|m|1|2|09.08.2020|x",
        "A5|周|32.08.1950|m|1|2|01.02.2020|x",
    };

    @TempDir
    private Path folder;

    private IngestFixture fixture;

    @BeforeEach
    void open() throws IOException {
        fixture = new IngestFixture(folder);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private Path profile(String text) throws IOException {
        return Files.writeString(folder.resolve("profile.yaml"), text);
    }

    @Test
    void oneFileFeedsTwoTables() throws IOException {
        fixture.write("export1.txt", Charset.forName("GB18030"), EXPORT);
        List<InputFile> files = fixture.loadWith(profile(PROFILE)).files();
        assertThat(files).extracting(InputFile::table).containsExactly("person", "death_registry");
        assertThat(files).extracting(InputFile::encoding).containsOnly("GB18030");
        assertThat(fixture.rows(
                        "SELECT psn_no, psn_name, brdy, gend, surv_stas, tel, source_line FROM data.person ORDER BY 1"))
                .containsExactly("A1|张|1950-08-09|1|1|1390|2", "A2|李|1951-01-02|2|1|023|3", "A3|王|null|9|1|null|4");
        assertThat(fixture.rows("SELECT cert_no, die_date, source_line FROM data.death_registry ORDER BY 1"))
                .containsExactly("A2|2025-12-31|3", "A5|2020-02-01|7");
        assertThat(fixture.rows("SELECT f.table_name, r.source_line, r.column_name, r.value, r.raw FROM ledger.reject r"
                        + " JOIN ledger.file f USING (file_id) ORDER BY 1, 2"))
                .containsExactly(
                        "death_registry|5|null|null|A4|only",
                        "death_registry|6|cert_no|null||赵|09.08.1950|m|1|2|09.08.2020|x",
                        "person|5|null|null|A4|only",
                        "person|6|psn_no|null||赵|09.08.1950|m|1|2|09.08.2020|x",
                        "person|7|brdy|32.08.1950|A5|周|32.08.1950|m|1|2|01.02.2020|x");
        assertThat(files).extracting(InputFile::rowsRead).containsExactly(6L, 4L);
        assertThat(files).extracting(InputFile::rowsRejected).containsExactly(3L, 2L);
        assertThat(files.get(0).columnsLeftOut()).containsExactly("extra");
    }

    @Test
    void namesInSingleQuotesAreFoundWithoutSayingSo() throws IOException {
        String profile = PROFILE.replace("    delimiter: bar\n", "").replace("    encoding: GB18030\n", "");
        fixture.write(
                "export1.txt",
                Charset.forName("GB18030"),
                "某市人员表",
                "'id'|'姓名'|'born'|'sex'|'mobile'|'home'|'died'|'extra, 1'",
                "'A1'|'张'|'09.08.1950'|'m'|'1,390'|'22'|'无'|'x|y'");
        fixture.loadWith(profile(profile));
        assertThat(fixture.rows("SELECT psn_no, psn_name, brdy, gend, tel FROM data.person"))
                .containsExactly("A1|张|1950-08-09|1|1,390");
    }

    @Test
    void anotherProfileIsAnotherLoad() throws IOException {
        fixture.write("export1.txt", Charset.forName("GB18030"), EXPORT);
        fixture.loadWith(profile(PROFILE));
        assertThat(fixture.loadWith(profile(PROFILE)).files()).allMatch(InputFile::alreadyLoaded);
        List<InputFile> again =
                fixture.loadWith(profile(PROFILE + "# changed\n")).files();
        assertThat(again).noneMatch(InputFile::alreadyLoaded);
        assertThat(again).extracting(InputFile::rowsDuplicate).containsExactly(3L, 2L);
        assertThat(again).extracting(InputFile::rowsLoaded).containsExactly(0L, 0L);
    }

    @Test
    void aRejectedKeyKeepsItsText() throws IOException {
        fixture.write("export1.txt", Charset.forName("GB18030"), EXPORT[0], EXPORT[1], "A1|张|10.08.1950|m|1390|22|无|x");
        fixture.loadWith(profile(PROFILE));
        assertThat(fixture.rows("SELECT source_line, reason_en, raw FROM ledger.reject"))
                .containsExactly(
                        "3|other content under the same key and no later updt_time; the first one is export1.txt, line 2|"
                                + "A1|张|10.08.1950|m|1390|22|无|x");
    }

    @Test
    void namesEveryFaultOfTheProfile() throws IOException {
        fixture.write("export1.txt", Charset.forName("GB18030"), EXPORT);
        String wrong = PROFILE.replace("null_words", "nullwords")
                .replace("psn_no: id\n", "psn_num: id\n")
                .replace("death_registry:", "death_register:");
        UserError error = refused(wrong, 2);
        assertThat(error.what())
                .contains("profile.yaml:5: ", "nullwords")
                .contains("table person has no column psn_num; perhaps psn_")
                .contains("table person lacks indispensable columns: psn_no")
                .contains("there is no table death_register; perhaps death_registry");
    }

    @Test
    void namesAllColumnsThatTheFileLacks() throws IOException {
        fixture.write("export1.txt", Charset.forName("GB18030"), "id|姓名|born|sex", "A1|张|09.08.1950|m");
        assertThat(refused(PROFILE, 12).what())
                .contains("export1.txt lacks columns")
                .contains("mobile, home, died");
    }

    @Test
    void sqlMayOnlyReadTheRow() throws IOException {
        fixture.write("export1.txt", Charset.forName("GB18030"), EXPORT);
        for (String sql : List.of(
                "(SELECT max(psn_no) FROM data.person)",
                "1 FROM read_text('/etc/hostname') --",
                "mobile, home",
                "sum(length(mobile)) OVER ()",
                "max(mobile)",
                "mobile ||",
                "*",
                "mobile AS y",
                "DISTINCT mobile",
                "unnest([mobile, home])",
                "unnest(string_split(mobile, '1'))",
                "mobile || #1",
                "mobile IN (SELECT psn_no FROM data.person)",
                "list_first(ARRAY(SELECT psn_no FROM data.person))",
                "EXISTS (FROM read_csv('/etc/passwd'))",
                "(FROM glob('/*') LIMIT 1)",
                "(VALUES (1))",
                "mobile FROM record UNION ALL SELECT mobile",
                "mobile FROM record LIMIT 1 --",
                "mobile FROM record /*",
                "COLUMNS('m.*')",
                "getvariable('x')",
                "current_setting('temp_directory')",
                "pg_catalog.pg_get_viewdef(1)",
                "pg_sleep(60)",
                "sleep_ms(60000)",
                "nextval('s')",
                "write_log(mobile)",
                "error(mobile)",
                "random()",
                "now()",
                "coalesce(mobile, CAST(uuid() AS VARCHAR))",
                "list_transform([mobile], lambda x: x || current_query())[1]",
                "count(*)",
                "$1",
                "?",
                "$$",
                "no_such_function(mobile)",
                "1; DROP TABLE data.person")) {
            String wrong = PROFILE.replace("coalesce(mobile, '0' || home)", sql);
            assertThat(refused(wrong, 2).what()).as(sql).contains("profile.yaml:15");
        }
        for (String filter : List.of(
                "died IS NOT",
                "died IN (SELECT brdy FROM data.person)",
                "true) OR (true",
                "random() < 0.5",
                "row_number() OVER () = 1")) {
            assertThat(refused(PROFILE.replace("died IS NOT NULL", filter), 2).what())
                    .as(filter)
                    .contains("profile.yaml:17");
        }
    }

    @Test
    void sqlMayUseWhatOnlyLooksAtItsArguments() throws IOException {
        fixture.write("export1.txt", Charset.forName("GB18030"), EXPORT[0], EXPORT[1]);
        for (String sql : List.of(
                "nullif(ifnull(mobile, home), '')",
                "CASE WHEN mobile LIKE '13%' THEN mobile ELSE home END",
                "regexp_replace(mobile, '[^0-9]', '', 'g')",
                "list_transform([mobile], lambda x: x || home)[1]",
                "split_part(mobile, '3', 1) || record.home",
                "CAST(try_cast(mobile AS DECIMAL(18, 2)) + 1 AS VARCHAR)",
                "strftime(try_strptime(born, '%d.%m.%Y'), '%Y')",
                "mobile -- the one that is used\n || home")) {
            fixture.loadWith(profile(PROFILE.replace("coalesce(mobile, '0' || home)", sql)));
        }
        assertThat(fixture.rows("SELECT count(*) FROM ledger.file WHERE table_name = 'person'"))
                .containsExactly("8");
    }

    @Test
    void formatsAndPatternsAreChecked() throws IOException {
        fixture.write("export1.txt", Charset.forName("GB18030"), EXPORT);
        assertThat(refused(PROFILE.replace("%d.%m.%Y", "%d.%Q"), 2).what()).contains("profile.yaml:6");
        assertThat(refused(PROFILE.replace("export*.txt", "export[.txt"), 2).what())
                .contains("profile.yaml:2", "export[.txt");
    }

    private UserError refused(String profile, int code) throws IOException {
        Path file = profile(profile);
        UserError error = catchThrowableOfType(UserError.class, () -> fixture.loadWith(file));
        assertThat(error).as(profile).isNotNull();
        assertThat(error.exitCode()).isEqualTo(code);
        assertThat(fixture.rows("SELECT count(*) FROM ledger.file")).containsExactly("0");
        return error;
    }

    /** Two lines of a claim and its total: one stay, one settlement, two lines of which one is a bed. */
    @Test
    void claimsInTheLayoutOfCmsAreLoadedByTheShippedProfile() throws IOException {
        String claim = "C1|B1|22X|99|21-Dec-2021|23-Dec-2021|23-Dec-2021|90.00|120.00|2|Z733|D1|";
        fixture.write(
                "inpatient.csv",
                StandardCharsets.UTF_8,
                "CLM_ID|BENE_ID|PRVDR_NUM|ORG_NPI_NUM|CLM_ADMSN_DT|NCH_BENE_DSCHRG_DT|CLM_THRU_DT|CLM_PMT_AMT|CLM_TOT_CHRG_AMT"
                        + "|CLM_UTLZTN_DAY_CNT|PRNCPAL_DGNS_CD|AT_PHYSN_NPI|CLM_LINE_NUM|REV_CNTR|REV_CNTR_UNIT_CNT|REV_CNTR_TOT_CHRG_AMT",
                claim + "1|0120|2|100.00",
                claim + "2|0450|1|20.00",
                claim + "3|0001|1|120.00");
        fixture.loadWith(Path.of("rules/profiles/cms-rif.yaml"));
        assertThat(
                        fixture.rows(
                                "SELECT mdtrt_id, psn_no, fixmedins_code, begntime::DATE, endtime::DATE, ipt_days::INT FROM data.encounter"))
                .containsExactly("C1|B1|22X|2021-12-21|2021-12-23|2");
        assertThat(fixture.rows("SELECT setl_id, enddate, medfee_sumamt, hifp_pay FROM data.settlement"))
                .containsExactly("C1|2021-12-23|120.00|90.00");
        assertThat(
                        fixture.rows(
                                "SELECT feedetl_sn, med_chrgitm_type, cnt::INT, det_item_fee_sumamt FROM data.fee_line ORDER BY 1"))
                .containsExactly("C1-1|01|2|100.00", "C1-2|14|1|20.00");
    }
}
