package org.claimaudit.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.Map;

/** One call of the program inside the test's own process, in English unless said otherwise. */
record Call(int code, String out, String err) {
    static Call of(String... args) {
        return with(Map.of(), args);
    }

    static Call with(Map<String, String> environment, String... args) {
        return run(environment, false, args);
    }

    /** As if a person looked at both streams. */
    static Call onTerminal(Map<String, String> environment, String... args) {
        return run(environment, true, args);
    }

    private static Call run(Map<String, String> environment, boolean terminal, String... args) {
        var out = new StringWriter();
        var err = new StringWriter();
        var variables = new LinkedHashMap<String, String>(Map.of("CLAIMAUDIT_LANG", "en"));
        variables.putAll(environment);
        var console =
                new Console(new PrintWriter(out, true), new PrintWriter(err, true), variables, terminal, terminal);
        int code = ClaimAudit.execute(console, Interrupt.none(), args);
        return new Call(code, out.toString(), err.toString());
    }
}
