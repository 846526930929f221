package org.claimaudit.recovery;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.claimaudit.recovery.FundRoom.Claimed;
import org.claimaudit.recovery.FundRoom.Part;

/** What the ledger should say, without accounts: every answer replays all that ever happened to a finding. */
final class SlowLedger {
    private record Event(String what, long fen) {}

    /** Where a finding stands after a replay. */
    static final class Stand {
        long upheld;
        long demanded;
        long deducted;
        long returned;
        long waived;
        long refunded;

        long open() {
            return demanded - deducted - returned - waived + refunded;
        }
    }

    private final Map<String, List<Event>> events = new HashMap<>();
    private final Map<String, List<Part>> parts = new HashMap<>();

    void happened(String subject, String what, long fen) {
        events.computeIfAbsent(subject, key -> new ArrayList<>()).add(new Event(what, fen));
    }

    void spread(String findingId, List<Part> over) {
        parts.put(findingId, over);
    }

    Stand stand(String findingId) {
        var stand = new Stand();
        for (Event event : events.getOrDefault(findingId, List.of())) {
            long fen = event.fen();
            switch (event.what()) {
                case "uphold" -> {
                    long quiet = stand.upheld - stand.demanded;
                    stand.demanded -= Math.max(0, stand.upheld - fen - quiet);
                    stand.upheld = fen;
                }
                case "demanded" -> stand.demanded += fen;
                case "deducted" -> stand.deducted += fen;
                case "returned" -> stand.returned += fen;
                case "waived" -> stand.waived += fen;
                case "refunded" -> stand.refunded += fen;
                case "fined", "fine_paid", "damages", "damages_paid" -> {
                    continue; // fines are nowhere in the recovery
                }
                default -> throw new IllegalArgumentException(event.what());
            }
        }
        return stand;
    }

    long sum(String what) {
        return events.keySet().stream().mapToLong(subject -> sum(subject, what)).sum();
    }

    long sum(String subject, String what) {
        return events.getOrDefault(subject, List.of()).stream()
                .filter(event -> event.what().equals(what))
                .mapToLong(Event::fen)
                .sum();
    }

    /** What is upheld of a row, for all findings but one. */
    long ofRow(String table, String id, String exceptFinding) {
        return upheld(
                exceptFinding,
                part -> part.row().table().equals(table) && part.row().id().equals(id));
    }

    /** What is upheld of a settlement, for all findings but one. */
    long ofSettlement(String settlement, String exceptFinding) {
        return upheld(exceptFinding, part -> part.row().settlement().equals(settlement));
    }

    private long upheld(String exceptFinding, Predicate<Part> which) {
        return parts.entrySet().stream()
                .filter(entry -> !entry.getKey().equals(exceptFinding))
                .flatMap(entry -> entry.getValue().stream())
                .filter(which)
                .mapToLong(Part::fen)
                .sum();
    }

    /** The most that could be upheld of a finding: per settlement the smaller of what it has left and what its rows have left. */
    long most(String findingId, List<Claimed> rows) {
        Map<String, Long> bySettlement = new HashMap<>();
        for (Claimed row : rows) {
            long left = row.ofRow() - ofRow(row.table(), row.id(), findingId);
            bySettlement.merge(row.settlement(), Math.max(0, Math.min(row.gross(), left)), Long::sum);
        }
        long most = 0;
        for (Claimed row : rows) {
            Long wanted = bySettlement.remove(row.settlement());
            if (wanted != null) {
                most += Math.max(0, Math.min(wanted, row.ofSettlement() - ofSettlement(row.settlement(), findingId)));
            }
        }
        return most;
    }
}
