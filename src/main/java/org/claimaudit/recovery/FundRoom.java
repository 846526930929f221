package org.claimaudit.recovery;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the fund paid and how much of it is upheld already, by source row and by settlement, in fen. A yuan that is upheld for one finding is
 * not there for another, whichever runs they come from.
 */
public final class FundRoom {
    private final Map<String, List<Claimed>> claims = new HashMap<>();
    private final Map<String, List<Part>> standing = new HashMap<>();
    private final Map<String, Long> takenOfRow = new HashMap<>();
    private final Map<String, Long> takenOfSettlement = new HashMap<>();

    /**
     * A source row that a finding claims.
     *
     * @param settlement whose pooled fund it is
     * @param gross what the finding claims of it by itself
     * @param net what it got in its run
     * @param ofRow what the fund paid for the row
     * @param ofSettlement what the fund paid for the settlement
     */
    public record Claimed(
            String table,
            String id,
            String settlement,
            String month,
            long gross,
            long net,
            long ofRow,
            long ofSettlement) {
        private String row() {
            return table + ":" + id;
        }
    }

    /** What is upheld of a row. */
    public record Part(Claimed row, long fen) {}

    /** Takes in the rows of a finding; what is upheld of it by an earlier decision is taken in with {@link #taken}. */
    public void claim(String findingId, List<Claimed> rows) {
        claims.put(findingId, List.copyOf(rows));
    }

    /** Takes in what is upheld by earlier decisions. */
    public void taken(String findingId, Collection<Part> parts) {
        standing.put(findingId, List.copyOf(parts));
        parts.forEach(part -> take(part, 1));
    }

    /** What the finding got in its run. */
    public long net(String findingId) {
        return rows(findingId).stream().mapToLong(Claimed::net).sum();
    }

    /** What the finding claims by itself. */
    public long gross(String findingId) {
        return rows(findingId).stream().mapToLong(Claimed::gross).sum();
    }

    /**
     * Upholds an amount of a finding in place of what was upheld of it before, spread over its rows: in proportion to their net amounts, and
     * beyond these row by row up to what the finding claims by itself. Rows of which something was upheld and that it claims no more get
     * nothing.
     *
     * @throws Refused when the finding claims less, or when what the fund paid is upheld for other findings already
     */
    public List<Part> uphold(String findingId, long fen) {
        List<Part> before = standing.getOrDefault(findingId, List.of());
        before.forEach(part -> take(part, -1));
        List<Part> parts;
        try {
            parts = spread(findingId, fen);
        } catch (Refused e) {
            before.forEach(part -> take(part, 1));
            throw e;
        }
        parts.forEach(part -> take(part, 1));
        standing.put(findingId, parts);
        Set<String> spoken = parts.stream().map(part -> part.row().row()).collect(Collectors.toSet());
        before.stream()
                .filter(part -> !spoken.contains(part.row().row()))
                .forEach(part -> parts.add(new Part(part.row(), 0)));
        return parts;
    }

    private List<Part> spread(String findingId, long fen) {
        List<Claimed> rows = rows(findingId);
        if (fen > gross(findingId)) {
            throw new Refused("ledger.above-claim", Ledger.yuan(gross(findingId)));
        }
        var left = new Left();
        long[] net = rows.stream().mapToLong(row -> left.take(row, row.net())).toArray();
        long[] more = rows.stream()
                .mapToLong(row -> left.take(row, row.gross() - row.net()))
                .toArray();
        long sumNet = sum(net);
        long covered = sumNet + sum(more);
        if (fen > covered) {
            throw new Refused("ledger.above-fund", Ledger.yuan(covered));
        }
        long[] parts = fen <= sumNet ? Shares.of(fen, net) : inOrder(fen - sumNet, net, more);
        var result = new ArrayList<Part>();
        for (int i = 0; i < parts.length; i++) {
            result.add(new Part(rows.get(i), parts[i]));
        }
        return result;
    }

    /** What is left while the rows of one finding are served one after another. */
    private final class Left {
        private final Map<String, Long> ofRow = new HashMap<>();
        private final Map<String, Long> ofSettlement = new HashMap<>();

        long take(Claimed row, long wanted) {
            long rowLeft = ofRow.computeIfAbsent(row.row(), key -> row.ofRow() - takenOfRow.getOrDefault(key, 0L));
            long settlementLeft = ofSettlement.computeIfAbsent(
                    row.settlement(), key -> row.ofSettlement() - takenOfSettlement.getOrDefault(key, 0L));
            long got = Math.max(0, Math.min(wanted, Math.min(rowLeft, settlementLeft)));
            ofRow.put(row.row(), rowLeft - got);
            ofSettlement.put(row.settlement(), settlementLeft - got);
            return got;
        }
    }

    private static long[] inOrder(long rest, long[] net, long[] more) {
        long[] parts = net.clone();
        long left = rest;
        for (int i = 0; i < parts.length; i++) {
            long part = Math.min(left, more[i]);
            parts[i] += part;
            left -= part;
        }
        return parts;
    }

    private void take(Part part, int sign) {
        takenOfRow.merge(part.row().row(), sign * part.fen(), Long::sum);
        takenOfSettlement.merge(part.row().settlement(), sign * part.fen(), Long::sum);
    }

    private List<Claimed> rows(String findingId) {
        return claims.getOrDefault(findingId, List.of());
    }

    private static long sum(long[] values) {
        long sum = 0;
        for (long value : values) {
            sum += value;
        }
        return sum;
    }
}
