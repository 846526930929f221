package org.claimaudit.check;

import java.util.stream.Collectors;
import org.claimaudit.rule.ResultShape;
import org.claimaudit.rule.Template;
import org.claimaudit.store.Db;

/** A message template as an SQL aggregate over the rows of a finding. */
final class MessageSql {
    private MessageSql() {}

    /** Each column's smallest value: exact numbers with two decimals, days and times as in ISO 8601, nothing as a dash. */
    static String of(String template, ResultShape shape) {
        return Template.of(template).parts().stream()
                .map(part -> part.column() ? value(part.text(), shape.type(part.text())) : Db.quote(part.text()))
                .collect(Collectors.joining(" || ", "(", ")"));
    }

    private static String value(String column, String type) {
        String smallest = "min(" + Db.identifier(column) + ")";
        String text;
        if (type.startsWith("DECIMAL") || type.equals("DOUBLE") || type.equals("FLOAT")) {
            text = "CAST(CAST(round(" + smallest + ", 2) AS DECIMAL(38, 2)) AS VARCHAR)";
        } else if (type.startsWith("TIMESTAMP")) {
            text = "strftime(" + smallest + ", '%Y-%m-%d %H:%M')";
        } else {
            text = "CAST(" + smallest + " AS VARCHAR)";
        }
        return "coalesce(" + text + ", '–')";
    }
}
