package org.claimaudit.lab;

import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.claimaudit.lab.Behaviour.Mark;

/** What was planted: one row per source row that a behaviour made or altered, with the fund's money that it took there. */
final class Truth implements Closeable {
    private final BufferedWriter out;
    private final SortedMap<String, Long> rows = new TreeMap<>();

    Truth(Path file) throws IOException {
        out = Files.newBufferedWriter(file, StandardCharsets.UTF_8);
        out.write("behaviour,fixmedins_code,psn_no,mdtrt_id,setl_id,table,row_id,amount\n");
    }

    /** Rows per behaviour so far. */
    SortedMap<String, Long> rows() {
        return rows;
    }

    /** Books a case; an honest one leaves no trace. */
    void add(Case billed) {
        Behaviour behaviour = billed.episode().behaviour;
        if (behaviour == null) {
            return;
        }
        boolean everyRow = behaviour.mark == Mark.CASE || behaviour.mark == Mark.SPLIT;
        if (behaviour.mark != Mark.LINES) {
            row(billed, "", "encounter", billed.encounterId(), 0);
        }
        for (Bill bill : billed.bills()) {
            long onSettlement = bill.taken;
            if (behaviour.mark == Mark.CASE && !bill.cancelled) {
                onSettlement += billed.linesSent() ? bill.fundTotal - bill.sum(line -> line.fund) : bill.fundTotal;
            }
            if (everyRow || onSettlement != 0) {
                row(billed, bill.id, "settlement", bill.id, onSettlement);
            }
            if (billed.linesSent()) {
                bill.lines.stream()
                        .filter(line -> everyRow || line.isPlanted())
                        .forEach(line ->
                                row(billed, bill.id, "fee_line", line.number, bill.cancelled ? 0 : line.taken()));
            }
        }
    }

    @Override
    public void close() throws IOException {
        out.close();
    }

    private void row(Case billed, String settlement, String table, String rowId, long fen) {
        Behaviour behaviour = Objects.requireNonNull(billed.episode().behaviour);
        rows.merge(behaviour.id(), 1L, Long::sum);
        try {
            out.write(String.join(
                    ",",
                    behaviour.id(),
                    billed.episode().at.code(),
                    billed.person().no(),
                    billed.encounterId(),
                    settlement,
                    table,
                    rowId,
                    Cells.yuan(fen)));
            out.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
