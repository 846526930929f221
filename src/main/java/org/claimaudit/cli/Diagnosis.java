package org.claimaudit.cli;

import org.claimaudit.support.Messages;

/**
 * What an examination of the machine found in one respect.
 *
 * @param finding what is there
 * @param todo what to do about it; empty when it is fine
 */
record Diagnosis(Verdict verdict, String finding, String todo) {
    enum Verdict {
        OK,
        WARN,
        FAIL
    }

    static Diagnosis ok(String key, Object... arguments) {
        return new Diagnosis(Verdict.OK, Messages.text(key, arguments), "");
    }

    /** The advice stands under the key with {@code .todo}. */
    static Diagnosis warn(String key, Object... arguments) {
        return new Diagnosis(Verdict.WARN, Messages.text(key, arguments), Messages.text(key + ".todo", arguments));
    }

    /** The advice stands under the key with {@code .todo}. */
    static Diagnosis fail(String key, Object... arguments) {
        return new Diagnosis(Verdict.FAIL, Messages.text(key, arguments), Messages.text(key + ".todo", arguments));
    }
}
