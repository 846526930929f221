package org.claimaudit.cli;

import java.util.ArrayList;
import java.util.List;
import org.claimaudit.support.DisplayWidth;

/** Long texts in lines, those after the first indented further. */
final class Wrapped {
    private Wrapped() {}

    static List<String> lines(String text, int indent, int columns) {
        var lines = new ArrayList<String>();
        for (String line : DisplayWidth.wrap(DisplayWidth.plain(text), columns - 2 * indent)) {
            lines.add(" ".repeat(lines.isEmpty() ? indent : 2 * indent) + line);
        }
        return lines;
    }
}
