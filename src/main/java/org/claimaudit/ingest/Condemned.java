package org.claimaudit.ingest;

import java.util.Arrays;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Records of a file that are to be rejected, by their line. */
final class Condemned {
    static final Condemned NONE = new Condemned(new long[0], i -> new RowFault(null, null, ""));

    private final long[] lines;
    private final IntFunction<RowFault> faults;

    /**
     * @param lines ascending
     * @param faults the fault of the record at an index of {@code lines}
     */
    Condemned(long[] lines, IntFunction<RowFault> faults) {
        this.lines = lines;
        this.faults = faults;
    }

    @Nullable
    RowFault of(long line) {
        int at = lines.length == 0 ? -1 : Arrays.binarySearch(lines, line);
        return at < 0 ? null : faults.apply(at);
    }
}
