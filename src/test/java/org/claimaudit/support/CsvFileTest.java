package org.claimaudit.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvFileTest {
    @Test
    void numbersDatesAndNothing() throws IOException {
        assertThat(written(CsvProfile.PLAIN, new BigDecimal("-5.5"), 12L, LocalDate.of(2024, 2, 29), null))
                .isEqualTo("-5.50,12,2024-02-29,\n");
    }

    @Test
    void quotesByTheStandard() throws IOException {
        assertThat(written(CsvProfile.PLAIN, "a,b", "say \"no\"", "two\nlines", "plain"))
                .isEqualTo("\"a,b\",\"say \"\"no\"\"\",\"two\nlines\",plain\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "－1"})
    void whatASpreadsheetWouldRunIsText(String cell) throws IOException {
        for (CsvProfile profile : CsvProfile.values()) {
            assertThat(written(profile, "x", cell, "x", "x")).contains("'" + cell);
        }
    }

    @Test
    void longDigitsStayTextForASpreadsheet() throws IOException {
        assertThat(written(CsvProfile.EXCEL, "330182198503041234", "007", "12E5", "12345"))
                .isEqualTo("\"=\"\"330182198503041234\"\"\",\"=\"\"007\"\"\",\"=\"\"12E5\"\"\",12345\r\n");
        assertThat(written(CsvProfile.PLAIN, "330182198503041234", "007", "12E5", "12345"))
                .isEqualTo("330182198503041234,007,12E5,12345\n");
    }

    @Test
    void whatSteersATerminalOrTurnsTheTextIsABlank() throws IOException {
        assertThat(written(CsvProfile.PLAIN, "\u001b[31mred", "a\u202eb", "two\nlines\tand a tab", "\u2028"))
                .isEqualTo("\" [31mred\",a b,\"two\nlines\tand a tab\",\" \"\n");
    }

    private static String written(CsvProfile profile, @Nullable Object... cells) throws IOException {
        var out = new StringWriter();
        try (var csv = new CsvFile(out, profile, List.of("a", "b", "c", "d"))) {
            csv.row(cells);
        }
        String text = out.toString();
        return text.substring(text.indexOf('\n') + 1);
    }
}
