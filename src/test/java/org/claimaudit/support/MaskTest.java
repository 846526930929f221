package org.claimaudit.support;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MaskTest {
    @Test
    void keepsWhatTellsRowsApart() {
        assertThat(Mask.id("990001199001011234")).isEqualTo("***************234");
        assertThat(Mask.id("ab")).isEqualTo("**");
        assertThat(Mask.name("张三丰")).isEqualTo("张**");
        assertThat(Mask.name("𠀀某")).isEqualTo("𠀀**");
        assertThat(Mask.value(Mask.Kind.ALL, "某路 1 号")).isEqualTo("***");
    }

    @Test
    void masksALineWhoseColumnsAreUnknown() {
        assertThat(Mask.line("S1,99000119900101123X,张三,12.50,13800138000"))
                .isEqualTo("S1,***************23X,**,12.50,********000");
    }
}
