package org.claimaudit.check;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.claimaudit.check.CodeLists.Answer;
import org.claimaudit.conform.Knowledge;
import org.claimaudit.conform.KnowledgeRow;
import org.claimaudit.ingest.ColumnDef;
import org.claimaudit.ingest.KnownValues;
import org.claimaudit.ingest.TableDef;
import org.claimaudit.ingest.Tables;
import org.claimaudit.rule.RuleFolders;
import org.claimaudit.store.Db;
import org.claimaudit.store.Store;
import org.claimaudit.support.Fault;
import org.claimaudit.support.Messages;
import org.claimaudit.support.UserError;
import org.jspecify.annotations.Nullable;

/**
 * Looks for what is wrong in the knowledge tables that rules see: rows that say nothing, or nothing that a rule understands; codes that no list
 * has; days for which a key is spoken of twice, or, between two rows, not at all.
 */
public final class KnowledgeCheck {
    private final List<Fault> faults = new ArrayList<>();

    /** Table, column, list and region of codes that could not be looked up, with how many rows have one. */
    private final Map<List<String>, Integer> unlisted = new TreeMap<>(Comparator.comparing(List::toString));

    private final Map<TableDef, List<KnowledgeRow>> tables = new LinkedHashMap<>();
    private final CodeLists lists;

    /**
     * What was found.
     *
     * @param faults by file and line
     * @param unchecked what could not be checked, a sentence each
     * @param tables how many tables have rows
     * @param rows how many they have together
     */
    public record Result(List<Fault> faults, List<String> unchecked, int tables, int rows) {}

    private KnowledgeCheck(RuleFolders folders, @Nullable Db store) {
        for (TableDef table : Tables.all()) {
            if (table.isKnowledge()) {
                tables.put(table, KnowledgeRow.inForce(table, folders.knowledgeFiles(), store));
            }
        }
        lists = new CodeLists(folders, tables);
    }

    /**
     * Looks at every table as it takes effect.
     *
     * @param store the database of a store, whose own tables go before the files; null for none
     * @throws UserError code 2 when a file cannot be loaded at all
     */
    public static Result run(RuleFolders folders, @Nullable Db store) {
        try (Store memory = Store.openMemory(true)) {
            Knowledge.load(memory.db(), folders.knowledgeFiles());
        }
        if (store != null) {
            Tables.create(store);
        }
        return new KnowledgeCheck(folders, store).run();
    }

    private Result run() {
        tables.forEach((table, rows) -> {
            rows.forEach(row -> row(table, row));
            spans(table, rows);
        });
        faults.sort(Comparator.comparing((Fault fault) -> fault.file().toString())
                .thenComparing(Fault::line)
                .thenComparing(Fault::text));
        List<String> unchecked = unlisted.entrySet().stream()
                .map(one -> Messages.text(
                        "check.knowledge.unlisted",
                        one.getKey().get(0),
                        one.getKey().get(1),
                        one.getKey().get(2),
                        String.valueOf(one.getValue())))
                .toList();
        return new Result(
                List.copyOf(faults),
                unchecked,
                (int) tables.values().stream().filter(rows -> !rows.isEmpty()).count(),
                tables.values().stream().mapToInt(List::size).sum());
    }

    private void row(TableDef table, KnowledgeRow row) {
        for (List<String> alternatives : table.required()) {
            if (alternatives.stream().allMatch(column -> row.cell(column).isEmpty())) {
                fault(row, "empty", String.join(" | ", alternatives));
            }
        }
        if (row.cell("source").isEmpty()) {
            fault(row, "source");
        }
        table.columns().forEach(column -> value(table, row, column));
    }

    private void value(TableDef table, KnowledgeRow row, ColumnDef column) {
        String value = row.cell(column.name());
        KnownValues known = column.known();
        if (value.isEmpty() || known.any() || known.words().contains(value)) {
            return;
        }
        if (known.shape() != null && value.matches(known.shape())) {
            return;
        }
        Set<Answer> answers = known.codes().stream()
                .map(list -> lists.find(list, row.cell("region"), value))
                .collect(Collectors.toSet());
        if (answers.contains(Answer.KNOWN)) {
            return;
        }
        String where = known.codes().stream().map(list -> list.replace("*", "")).collect(Collectors.joining(", "));
        if (answers.contains(Answer.UNKNOWN)) {
            fault(row, "code", column.name(), value, where);
        } else if (!answers.isEmpty()) {
            unlisted.merge(List.of(table.name() + "." + column.name(), row.cell("region"), where), 1, Integer::sum);
        } else if (!known.words().isEmpty()) {
            fault(row, "word", column.name(), value, String.join(", ", known.words()));
        } else {
            fault(row, "".equals(known.shape()) ? "unread" : "shape", column.name(), value);
        }
    }

    /** The rows of each key and region side by side, in the order of their days. */
    private void spans(TableDef table, List<KnowledgeRow> rows) {
        var byKey = new LinkedHashMap<List<String>, List<Span>>();
        for (KnowledgeRow row : rows) {
            Span span = span(row);
            if (span != null) {
                var key = new ArrayList<>(row.cells(table.subject()));
                key.add(row.cell("region"));
                byKey.computeIfAbsent(key, k -> new ArrayList<>()).add(span);
            }
        }
        byKey.values().forEach(spans -> sideBySide(table, spans));
    }

    /** From when to when a row holds, both days included; null when it never does. */
    private @Nullable Span span(KnowledgeRow row) {
        LocalDate from = day(row, "valid_from", LocalDate.MIN);
        LocalDate to = day(row, "valid_to", LocalDate.MAX);
        if (from == null || to == null) {
            return null;
        }
        if (to.isBefore(from)) {
            fault(row, "inverted", row.cell("valid_to"), row.cell("valid_from"));
            return null;
        }
        return new Span(row, from, to);
    }

    private @Nullable LocalDate day(KnowledgeRow row, String column, LocalDate open) {
        try {
            return row.cell(column).isEmpty() ? open : LocalDate.parse(row.cell(column));
        } catch (DateTimeParseException e) {
            fault(row, "date", column, row.cell(column));
            return null;
        }
    }

    private void sideBySide(TableDef table, List<Span> spans) {
        spans.sort(Comparator.comparing(Span::from)
                .thenComparing(span -> span.row().line()));
        Span last = spans.get(0);
        for (Span span : spans.subList(1, spans.size())) {
            if (!span.from().isAfter(last.to())) {
                twice(table, last, span);
            } else if (last.to().plusDays(1).isBefore(span.from())) {
                fault(
                        span.row(),
                        "gap",
                        span.row().cell("valid_from"),
                        about(table, span.row()),
                        last.to().plusDays(1).toString(),
                        span.from().minusDays(1).toString(),
                        place(last.row(), span.row()));
            }
            if (span.to().isAfter(last.to())) {
                last = span;
            }
        }
    }

    private void twice(TableDef table, Span one, Span other) {
        KnowledgeRow row = other.row();
        String differences = table.columns().stream()
                .map(ColumnDef::name)
                .filter(column -> says(table, column))
                .filter(column -> !row.cell(column).equals(one.row().cell(column)))
                .map(column -> column + " " + quoted(row.cell(column)) + " / "
                        + quoted(one.row().cell(column)))
                .collect(Collectors.joining(", "));
        String about = about(table, row);
        String place = place(one.row(), row);
        if (differences.isEmpty()) {
            fault(row, "same", row.cell("valid_from"), about, place);
        } else {
            fault(row, "differ", row.cell("valid_from"), about, place, differences);
        }
    }

    /** Whether rules go by the column, beyond what the row is about and when it holds. */
    private static boolean says(TableDef table, String column) {
        return !table.key().contains(column)
                && !Set.of("valid_from", "valid_to", "region", "source", "note").contains(column)
                && !column.endsWith("_name")
                && !column.startsWith("name_");
    }

    private static String about(TableDef table, KnowledgeRow row) {
        String key = table.subject().stream()
                .filter(column -> !row.cell(column).isEmpty())
                .map(column -> column + " " + quoted(row.cell(column)))
                .collect(Collectors.joining(", "));
        return row.cell("region").isEmpty() ? key : key + ", region " + quoted(row.cell("region"));
    }

    /** Where a row stands, for somebody who looks at the other. */
    private static String place(KnowledgeRow row, KnowledgeRow other) {
        return row.file().equals(other.file()) ? String.valueOf(row.line()) : row.file() + ":" + row.line();
    }

    private static String quoted(String value) {
        return '"' + value + '"';
    }

    private void fault(KnowledgeRow row, String kind, String... arguments) {
        faults.add(new Fault(
                row.file(), (int) row.line(), Messages.text("check.knowledge." + kind, (Object[]) arguments)));
    }

    private record Span(KnowledgeRow row, LocalDate from, LocalDate to) {}
}
