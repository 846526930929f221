package org.claimaudit.recovery;

import java.util.Locale;

/** What may happen to money, and between which accounts it then moves. */
public enum PostingKind {
    UPHELD(Account.CLAIM, Account.UPHELD),
    /** A decision lowered, before the money was demanded. */
    LOWERED(Account.UPHELD, Account.CLAIM),
    DEMANDED(Account.UPHELD, Account.OPEN),
    /** A decision lowered, after the money was demanded. */
    CANCELLED(Account.OPEN, Account.CLAIM),
    DEDUCTED(Account.OPEN, Account.DEDUCTED),
    RETURNED(Account.OPEN, Account.RETURNED),
    WAIVED(Account.OPEN, Account.WAIVED),
    REFUNDED(Account.REFUNDED, Account.OPEN),
    FINED(Account.FINE, Account.FINE_OPEN),
    FINE_PAID(Account.FINE_OPEN, Account.FINE_PAID),
    DAMAGES(Account.DAMAGES, Account.DAMAGES_OPEN),
    DAMAGES_PAID(Account.DAMAGES_OPEN, Account.DAMAGES_PAID);

    private final Account credit;
    private final Account debit;

    PostingKind(Account credit, Account debit) {
        this.credit = credit;
        this.debit = debit;
    }

    /** The account that the money leaves. */
    Account credit() {
        return credit;
    }

    /** The account that the money reaches. */
    Account debit() {
        return debit;
    }

    /** The word in files and in the store. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
