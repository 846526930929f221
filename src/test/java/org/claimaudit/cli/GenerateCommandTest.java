package org.claimaudit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GenerateCommandTest {
    @TempDir
    Path folder;

    @Test
    void monthsReferenceTablesAndTruthAreWrittenAndCounted() {
        Call call = Call.of(
                "generate",
                "--out",
                folder.toString(),
                "--months",
                "2026-02..2026-03",
                "--people",
                "600",
                "--seed",
                "7",
                "--encoding",
                "utf-8",
                "--layout",
                "interface");
        assertThat(call.code()).as(call.err()).isZero();
        assertThat(call.out()).startsWith("2 months with ").contains("bill-the-dead: ");
        assertThat(folder.resolve("2026-02").resolve("SETL_D_202602.csv")).exists();
        assertThat(folder.resolve("2026-03").resolve("FEE_LIST_D_202603.csv"))
                .content()
                .startsWith("feedetl_sn,");
        assertThat(folder.resolve("reference").resolve("FIXMEDINS_B.csv")).exists();
        assertThat(folder.resolve("truth.csv"))
                .content()
                .startsWith("behaviour,fixmedins_code,psn_no,mdtrt_id,setl_id,table,row_id,amount\n");
    }

    @ParameterizedTest
    @CsvSource({
        "--months=2026-03..2026-01, '--months is out of its range: the last month may not lie before the first'",
        "--months=2026-3, --months",
        "--people=20, '--people is out of its range: at least 500'",
        "--institutions=3, '--institutions is out of its range: at least 12'",
        "--rate=0.9, '--rate is out of its range: 0 to 0.5'",
        "--layout=excel, --layout",
        "--encoding=big5, --encoding"
    })
    void whatCannotBeGeneratedIsNamed(String wrong, String option) throws Exception {
        Path out = folder.resolve("out");
        String months = wrong.startsWith("--months") ? wrong : "--months=2026-03";
        Call call = Call.of("generate", "--out", out.toString(), months, wrong.equals(months) ? "--clean" : wrong);
        assertThat(call.code()).isEqualTo(2);
        assertThat(call.err()).contains(option).contains("claimaudit generate --help");
        assertThat(Files.exists(out)).isFalse();
    }

    @Test
    void withoutAFolderNothingIsWritten() {
        Call call = Call.of("generate", "--months", "2026-03");
        assertThat(call.code()).isEqualTo(2);
        assertThat(call.err()).contains("--out");
    }
}
