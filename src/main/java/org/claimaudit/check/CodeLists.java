package org.claimaudit.check;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.claimaudit.conform.KnowledgeRow;
import org.claimaudit.ingest.TableDef;
import org.claimaudit.rule.RuleFolders;

/** What the codes of knowledge tables are looked up in: the code lists of the region files, and columns of other knowledge tables. */
final class CodeLists {
    /** What a list says about a code. */
    enum Answer {
        KNOWN,
        UNKNOWN,
        /** There is no list for the region. */
        NO_LIST
    }

    /** Name of the list, then region without the zeros behind, empty for everywhere. */
    private final Map<String, Map<String, TreeSet<String>>> lists = new HashMap<>();

    CodeLists(RuleFolders folders, Map<TableDef, List<KnowledgeRow>> tables) {
        folders.regionFiles().stream()
                .flatMap(file -> KnowledgeRow.of(file).stream())
                .forEach(row ->
                        add(row.cell("code_list"), "", row.cells().getOrDefault("national_code", row.cell("code"))));
        tables.forEach((table, rows) -> table.columns().stream()
                .filter(column -> table.subject().contains(column.name()))
                .forEach(column -> rows.forEach(
                        row -> add(table.name() + "." + column.name(), row.cell("region"), row.cell(column.name())))));
    }

    private void add(String list, String region, String code) {
        lists.computeIfAbsent(list, name -> new HashMap<>())
                .computeIfAbsent(withoutZeros(region), name -> new TreeSet<>())
                .add(code);
    }

    /** Looks a code up in a list, named as in {@link org.claimaudit.ingest.KnownValues}. */
    Answer find(String list, String region, String code) {
        boolean beginning = list.endsWith("*");
        Map<String, TreeSet<String>> byRegion =
                lists.getOrDefault(beginning ? list.substring(0, list.length() - 1) : list, Map.of());
        Answer answer = Answer.NO_LIST;
        for (Map.Entry<String, TreeSet<String>> one : byRegion.entrySet()) {
            if (region.startsWith(one.getKey())) {
                String next = one.getValue().ceiling(code);
                if (next != null && (beginning ? next.startsWith(code) : next.equals(code))) {
                    return Answer.KNOWN;
                }
                answer = Answer.UNKNOWN;
            }
        }
        return answer;
    }

    private static String withoutZeros(String region) {
        return region.replaceFirst("0+$", "");
    }
}
