package org.claimaudit.recovery;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was upheld, demanded and settled, finding by finding, in fen. It is fed with the postings there are and takes further ones, each of
 * which must be covered by the account that the money leaves: nothing is demanded that is not upheld, nothing settled that is not open.
 */
public final class Ledger {
    private final Map<String, Balances> subjects = new HashMap<>();
    private final Set<String> contested = new HashSet<>();
    private final List<Posting> added = new ArrayList<>();

    private static final class Balances {
        final Map<Account, Long> of = new EnumMap<>(Account.class);

        @Nullable
        LocalDate demanded;

        long of(Account account) {
            return of.getOrDefault(account, 0L);
        }
    }

    /** Takes in a posting that was made before. */
    void remember(Posting posting) {
        Balances balances = subject(posting.findingId(), posting.institution());
        balances.of.merge(posting.kind().credit(), -posting.fen(), Long::sum);
        balances.of.merge(posting.kind().debit(), posting.fen(), Long::sum);
        if (posting.kind() == PostingKind.DEMANDED && balances.demanded == null) {
            balances.demanded = posting.voucher().date();
        }
    }

    /** Whether an appeal against the finding is open: lump sums of its institution then pass it over. */
    public void contested(String findingId, boolean open) {
        if (open) {
            contested.add(findingId);
        } else {
            contested.remove(findingId);
        }
    }

    /** What stands on an account of a finding. */
    public long balance(String findingId, Account account) {
        Balances balances = subjects.get(findingId);
        return balances == null ? 0 : balances.of(account);
    }

    /** What is upheld of a finding by the decision that stands. */
    public long upheld(String findingId) {
        return -balance(findingId, Account.CLAIM);
    }

    /** What was added since the ledger was loaded, in order. */
    public List<Posting> added() {
        return List.copyOf(added);
    }

    /** Makes the upheld amount of a finding what it is to be; what is lowered is first taken from what is not demanded yet. */
    public void confirm(String findingId, String institution, long fen, Voucher voucher) {
        long change = fen - upheld(findingId);
        if (change > 0) {
            add(PostingKind.UPHELD, findingId, institution, change, voucher);
        } else if (change < 0) {
            long quiet = Math.min(-change, Math.max(0, balance(findingId, Account.UPHELD)));
            add(PostingKind.LOWERED, findingId, institution, quiet, voucher);
            add(PostingKind.CANCELLED, findingId, institution, -change - quiet, voucher);
        }
    }

    /** Demands all that is upheld of a finding and not demanded yet; returns how much that is. */
    public long demandRest(String findingId, String institution, Voucher voucher) {
        long rest = balance(findingId, Account.UPHELD);
        add(PostingKind.DEMANDED, findingId, institution, rest, voucher);
        return rest;
    }

    /**
     * Moves money of one finding, or a fine or damages of an institution.
     *
     * @throws Refused when the account that the money leaves does not cover it
     */
    public void post(PostingKind kind, @Nullable String findingId, String institution, long fen, Voucher voucher) {
        if (fen <= 0) {
            throw new Refused("ledger.nothing");
        }
        Balances balances = subject(findingId, institution);
        long covered = switch (kind.credit()) {
            case REFUNDED -> -balances.of(Account.OPEN);
            case FINE, DAMAGES -> Long.MAX_VALUE;
            case UPHELD, OPEN, FINE_OPEN, DAMAGES_OPEN -> balances.of(kind.credit());
            default -> 0;
        };
        if (fen > covered) {
            throw new Refused("ledger.short." + kind.word(), yuan(Math.max(0, covered)));
        }
        add(kind, findingId, institution, fen, voucher);
    }

    /**
     * Spreads a lump sum over what is open (or, for {@link PostingKind#DEMANDED}, upheld) at an institution, the oldest demand first and
     * contested findings not at all.
     *
     * @throws Refused when that does not cover it
     */
    public void spread(PostingKind kind, String institution, Set<String> findings, long fen, Voucher voucher) {
        if (fen <= 0) {
            throw new Refused("ledger.nothing");
        }
        List<String> order = findings.stream()
                .filter(id -> !contested.contains(id) && balance(id, kind.credit()) > 0)
                .sorted(Comparator.comparing((String id) -> since(id)).thenComparing(id -> id))
                .toList();
        long covered =
                order.stream().mapToLong(id -> balance(id, kind.credit())).sum();
        if (fen > covered) {
            throw new Refused("ledger.short." + kind.word(), yuan(covered));
        }
        long rest = fen;
        for (String id : order) {
            long part = Math.min(rest, balance(id, kind.credit()));
            add(kind, id, institution, part, voucher);
            rest -= part;
        }
    }

    private LocalDate since(String findingId) {
        Balances balances = subjects.get(findingId);
        return balances == null || balances.demanded == null ? LocalDate.MAX : balances.demanded;
    }

    private void add(PostingKind kind, @Nullable String findingId, String institution, long fen, Voucher voucher) {
        if (fen > 0) {
            var posting = new Posting(kind, findingId, institution, fen, voucher);
            remember(posting);
            added.add(posting);
        }
    }

    private Balances subject(@Nullable String findingId, String institution) {
        return subjects.computeIfAbsent(findingId == null ? "@" + institution : findingId, key -> new Balances());
    }

    static String yuan(long fen) {
        return BigDecimal.valueOf(fen, 2).toPlainString();
    }
}
