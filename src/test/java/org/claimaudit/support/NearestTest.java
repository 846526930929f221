package org.claimaudit.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {
    private static final List<String> NAMES = List.of("store", "out", "lock-wait", "fail-on");

    @Test
    void findsWhatWasMeant() {
        assertThat(Nearest.to("stroe", NAMES)).contains("store");
        assertThat(Nearest.to("lockwait", NAMES)).contains("lock-wait");
        assertThat(Nearest.to("out", NAMES)).contains("out");
    }

    @Test
    void guessesNothingFarAway() {
        assertThat(Nearest.to("completely", NAMES)).isEmpty();
        assertThat(Nearest.to("x", NAMES)).isEmpty();
    }

    @Test
    void countsEdits() {
        assertThat(Nearest.distance("kitten", "sitting")).isEqualTo(3);
        assertThat(Nearest.distance("", "abc")).isEqualTo(3);
    }
}
