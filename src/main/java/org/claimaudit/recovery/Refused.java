package org.claimaudit.recovery;

import org.claimaudit.support.Messages;

/** A movement that the ledger does not allow; the message is half a sentence in the user's language, without its stop. */
public final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Refused(String key, Object... arguments) {
        super(Messages.text(key, arguments));
    }

    /** Half a sentence. */
    public String why() {
        return String.valueOf(getMessage());
    }
}
