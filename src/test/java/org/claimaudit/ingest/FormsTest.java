package org.claimaudit.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            nullValues = "none",
            value = {
                "2024-02-29 > 2024-02-29",
                "2024-1-5 > 2024-01-05",
                "2024/1/5 8:05 > 2024-01-05 08:05:00",
                "2024.01.05 > 2024-01-05",
                "20240105 > 2024-01-05",
                "20240105083015 > 2024-01-05 08:30:15",
                "202401050830 > 2024-01-05 08:30:00",
                "2024-01-05 08:30:15.120 > 2024-01-05 08:30:15.120",
                "2024-01-05 08:30:15.0 > 2024-01-05 08:30:15",
                "2024-01-05T08:30:15+08:00 > 2024-01-05 08:30:15",
                "2024年1月5日 > 2024-01-05",
                "2024年1月5日 8时30分 > 2024-01-05 08:30:00",
                "２０２４－０１－０５ > 2024-01-05",
                "45292 > 2024-01-01",
                "45292.75 > 2024-01-01 18:00:00",
                "9999-12-31 > ''",
                "9999-12-31 23:59:59 > ''",
                "99991231 > ''",
                "1900-01-00 > ''",
                "0000-00-00 > ''",
                "0 > ''",
            })
    void times(String text, String expected) throws Exception {
        assertThat(Forms.normalise(ColumnType.TIME, text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2023-02-29",
                "2024-13-01",
                "2024-01-05 25:00",
                "20240230",
                "202401",
                "2024",
                "05/01/2024",
                "yesterday",
                "2024-01-05 08:30:15Z",
                "1024-01-01",
                "1234567"
            })
    void noTimes(String text) {
        assertThatThrownBy(() -> Forms.normalise(ColumnType.TIME, text)).isInstanceOf(Forms.NoForm.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            value = {
                "MONEY > 12.3 > 12.30",
                "MONEY > .50 > 0.50",
                "MONEY > 5. > 5.00",
                "MONEY > +5 > 5.00",
                "MONEY > 1,234,567.89 > 1234567.89",
                "MONEY > １２３．４５ > 123.45",
                "MONEY > (12.3) > -12.30",
                "MONEY > （12.3） > -12.30",
                "MONEY > 12.3- > -12.30",
                "MONEY > - 12.3 > -12.30",
                "MONEY > 0.005 > 0.01",
                "MONEY > -0.005 > -0.01",
                "MONEY > 1E-05 > 0.00",
                "MONEY > 9999999999999999.99 > 9999999999999999.99",
                "PRICE > 1.2680000 > 1.268000",
                "RATIO > 80% > 0.8000",
                "WHOLE > 12.0 > 12",
                "WHOLE > 1,200 > 1200",
            })
    void numbers(ColumnType type, String text, String expected) throws Exception {
        assertThat(Forms.normalise(type, text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            value = {
                "MONEY > ten",
                "MONEY > 1,23",
                "MONEY > 12,34.5",
                "MONEY > 1.2.3",
                "MONEY > (-1)",
                "MONEY > 1.5E+06",
                "MONEY > 10000000000000000",
                "MONEY > 80%",
                "WHOLE > 1.5",
                "WHOLE > 1234567890",
                "RATIO > 123456"
            })
    void noNumbers(ColumnType type, String text) {
        assertThatThrownBy(() -> Forms.normalise(type, text)).isInstanceOf(Forms.NoForm.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            quoteCharacter = '`',
            value = {
                "ID > '0012 > 0012",
                "ID > ＡＢ１２ > AB12",
                "ID > =\"0012\" > 0012",
                "CERT > 11010519491231002x > 11010519491231002X",
                "CERT > 110105491231002 > 11010519491231002X",
                "CERT > 110105491331002 > 110105491331002",
                "CERT > 110105******1002 > 110105******1002",
                "FLAG > 001 > 1",
                "FLAG > 1.0 > 1",
                "FLAG > 0.0 > 0",
                "FLAG > 有效 > 1",
                "FLAG > 否 > 0",
                "FLAG > n > 0",
                "FLAG > true > 1",
                "FLAG > - > ``",
                "FLAG > 2 > 2",
                "FLAG > 10 > 10",
            })
    void identifiers(ColumnType type, String text, String expected) throws Exception {
        assertThat(Forms.normalise(type, text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"1.23E+17, true", "4.10928e+17, true", "4E+5, true", "12E+17, false", "X1E+17, false", "1E17, false"})
    void lostDigits(String text, boolean lost) {
        assertThat(Forms.scientific(text)).isEqualTo(lost);
    }

    @ParameterizedTest
    @CsvSource({"#REF!", "#VALUE!", "＃DIV/0!", "#NAME?", "########", "=A1", "=SUM(A1:A3)"})
    void aFormulaWithoutItsResultIsNobody(String text) {
        for (ColumnType type : List.of(ColumnType.ID, ColumnType.CERT, ColumnType.FLAG)) {
            assertThatThrownBy(() -> Forms.normalise(type, text))
                    .as(type.name())
                    .isInstanceOf(Forms.NoForm.class)
                    .hasMessage("ingest.reject.error");
        }
    }

    @ParameterizedTest
    @CsvSource({"--", "#N/A", "#REF!", "=1"})
    void whatMayStandForNoValueIsLookedAtCloser(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        assertThat(UsualForms.is(ColumnType.ID, bytes, 0, bytes.length, true)).isFalse();
        assertThat(UsualForms.is(ColumnType.TEXT, bytes, 0, bytes.length, true)).isFalse();
    }
}
