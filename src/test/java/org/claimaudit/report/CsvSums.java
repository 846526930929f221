package org.claimaudit.report;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads CSV files as another program would, to add their amounts up again: not with the library that wrote them. */
final class CsvSums {
    private CsvSums() {}

    static BigDecimal sum(Path file, String column) throws IOException {
        BigDecimal sum = BigDecimal.ZERO.setScale(2);
        for (Map<String, String> row : rows(file)) {
            sum = sum.add(new BigDecimal(row.get(column)));
        }
        return sum;
    }

    static List<Map<String, String>> rows(Path file) throws IOException {
        String text = Files.readString(file);
        List<List<String>> records = records(text.startsWith("\uFEFF") ? text.substring(1) : text);
        var rows = new ArrayList<Map<String, String>>();
        for (List<String> record : records.subList(1, records.size())) {
            var row = new LinkedHashMap<String, String>();
            for (int i = 0; i < record.size(); i++) {
                row.put(records.get(0).get(i), record.get(i));
            }
            rows.add(row);
        }
        return rows;
    }

    private static List<List<String>> records(String text) {
        var records = new ArrayList<List<String>>();
        var record = new ArrayList<String>();
        var cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted && c == '"' && i + 1 < text.length() && text.charAt(i + 1) == '"') {
                cell.append(c);
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && (c == ',' || c == '\n')) {
                record.add(cell.toString());
                cell.setLength(0);
                if (c == '\n') {
                    records.add(List.copyOf(record));
                    record.clear();
                }
            } else if (quoted || c != '\r') {
                cell.append(c);
            }
        }
        return records;
    }
}
