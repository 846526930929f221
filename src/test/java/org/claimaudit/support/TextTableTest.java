package org.claimaudit.support;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextTableTest {
    private final TextTable table = new TextTable()
            .left("Name", 10)
            .right("first")
            .right("second")
            .right("third")
            .row("卫生院", "1", "2", "3");

    @Test
    void whatFitsIsOneBlock() {
        assertThat(table.lines(2, 80)).isEqualTo(table.lines(2));
        assertThat(table.lines(0)).containsExactly("Name    first  second  third", "卫生院      1       2      3");
    }

    @Test
    void whatDoesNotFitFollowsWithTheNamesAgain() {
        assertThat(table.lines(2, 24))
                .containsExactly(
                        "  Name    first  second", //
                        "  卫生院      1       2",
                        "",
                        "  Name    third",
                        "  卫生院      3");
    }

    @Test
    void oneColumnStandsInABlockHoweverWideItIs() {
        assertThat(table.lines(0, 5)).hasSize(8).first().isEqualTo("Name    first");
        assertThat(new TextTable().left("Name", 10).row("a").lines(0, 2)).containsExactly("Name", "a");
    }
}
