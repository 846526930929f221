package org.claimaudit.support;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DisplayWidthTest {
    @Test
    void chineseTakesTwoColumnsAndMarksNone() {
        assertThat(DisplayWidth.of("abc")).isEqualTo(3);
        assertThat(DisplayWidth.of("医保（元）")).isEqualTo(10);
        assertThat(DisplayWidth.of("e\u0301𠮷\u200b")).isEqualTo(3);
    }

    @Test
    void cutsBeforeTheCharacterThatWouldStickOut() {
        assertThat(DisplayWidth.cut("青山县人民医院", 14)).isEqualTo("青山县人民医院");
        assertThat(DisplayWidth.cut("青山县人民医院", 13)).isEqualTo("青山县人民医…");
        assertThat(DisplayWidth.cut("青山县人民医院", 12)).isEqualTo("青山县人民…");
    }

    @Test
    void wrapsAtSpacesAndBetweenChineseCharactersButNotBeforePunctuation() {
        assertThat(DisplayWidth.wrap("one two three", 7)).containsExactly("one two", "three");
        assertThat(DisplayWidth.wrap("数据表为空，不适用", 10)).containsExactly("数据表为", "空，不适用");
        assertThat(DisplayWidth.wrap("a23456789 b", 4)).containsExactly("a234", "5678", "9 b");
        assertThat(DisplayWidth.wrap("", 10)).containsExactly("");
    }

    @Test
    void takesAwayWhatMovesTheCursor() {
        assertThat(DisplayWidth.plain("a\u001b[2Jb\r\nc\u202ed")).isEqualTo("a [2Jb  c d");
    }

    @Test
    void tablesAlignMixedScripts() {
        assertThat(new TextTable()
                        .left("机构", 8)
                        .right("net")
                        .row("医院", "1.00")
                        .row("clinic far away", "22.00")
                        .lines(1))
                .containsExactly(" 机构        net", " 医院       1.00", " clinic …  22.00");
    }
}
