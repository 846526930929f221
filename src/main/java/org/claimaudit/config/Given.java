package org.claimaudit.config;

import java.util.List;

/**
 * What one layer says about one setting, not yet checked.
 *
 * @param name as in a configuration file; {@code set.<rule>.<param>} for a rule's parameter
 * @param values one text, or several for a list
 */
record Given(String name, List<String> values, Origin origin) {
    static final String PARAMETER = "set.";

    boolean isParameter() {
        return name.startsWith(PARAMETER);
    }
}
