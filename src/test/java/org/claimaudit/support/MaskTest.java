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

    @Test
    void masksWhatStandsWhereANumberOrDateBelongs() {
        assertThat(Mask.value(Mask.Kind.STRAY, "张三13800138000")).isEqualTo("**********000");
        assertThat(Mask.value(Mask.Kind.STRAY, "99000119900101123X")).isEqualTo("***************23X");
        assertThat(Mask.value(Mask.Kind.STRAY, "2026年13月45日 下午")).isEqualTo("2026年13月45日 下午");
        assertThat(Mask.value(Mask.Kind.STRAY, "20261345")).isEqualTo("20261345");
        assertThat(Mask.value(Mask.Kind.STRAY, "1234567890123.999元")).isEqualTo("1234567890123.999元");
    }
}
