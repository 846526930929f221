package org.claimaudit.check;

import java.time.Period;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.claimaudit.conform.FactFile;
import org.claimaudit.conform.FactSet;
import org.claimaudit.ingest.ColumnType;
import org.claimaudit.ingest.Tables;
import org.claimaudit.rule.Requirement;
import org.claimaudit.rule.Requirement.Source;
import org.claimaudit.rule.Rule;
import org.claimaudit.store.Db;
import org.claimaudit.support.Bilingual;

/** Whether the data in sight have what rules need: a table with a row, a column with a value; a masked certificate number is none. */
final class Requirements {
    private final Db db;
    private final FactSet facts;
    private final Map<String, Boolean> known = new HashMap<>();

    Requirements(Db db, FactSet facts) {
        this.db = db;
        this.facts = facts;
    }

    /** What a rule lacks, in words; empty when it has everything. */
    Optional<Bilingual> missing(Rule rule) {
        return missing(rule.requires(), rule.lookback());
    }

    /** What is lacking of what somebody needs who sees so much history. */
    Optional<Bilingual> missing(List<Requirement> needed, Period lookback) {
        var en = new ArrayList<String>();
        var zh = new ArrayList<String>();
        for (Requirement requirement : needed) {
            if (requirement.anyOf().stream().noneMatch(source -> there(source, lookback))) {
                Bilingual reason = reason(requirement);
                en.add(reason.en());
                zh.add(reason.zh());
            }
        }
        return en.isEmpty()
                ? Optional.empty()
                : Optional.of(new Bilingual(String.join("; ", en), String.join("；", zh)));
    }

    private boolean there(Source source, Period lookback) {
        return known.computeIfAbsent(source + " " + lookback, key -> holds(source));
    }

    private boolean holds(Source source) {
        String column = source.column();
        String condition = column == null
                ? ""
                : " WHERE " + Db.identifier(column)
                        + (isCertificate(source.table(), column) ? " NOT LIKE '%*%'" : " IS NOT NULL");
        String table = Db.identifier(source.table());
        return db.count("SELECT count(*) FROM (SELECT 1 FROM " + table + condition + " LIMIT 1)") > 0;
    }

    private static boolean isCertificate(String table, String column) {
        return Tables.find(table)
                .flatMap(def -> def.column(column))
                .filter(def -> def.type() == ColumnType.CERT)
                .isPresent();
    }

    private Bilingual reason(Requirement requirement) {
        var en = new LinkedHashSet<String>(); // two columns of one empty table lack the same
        var zh = new LinkedHashSet<String>();
        for (Source source : requirement.anyOf()) {
            Bilingual reason = reason(source);
            en.add(reason.en());
            zh.add(reason.zh());
        }
        return new Bilingual(String.join(" or ", en), String.join("，或 ", zh));
    }

    /** Names the table that a bureau can deliver: of a derived table, the empty ones that it is made from. */
    private Bilingual reason(Source source) {
        String derived = source.table();
        String column = source.column();
        if (!facts.ids().contains(derived)) {
            if (column == null) {
                return Bilingual.of("check.missing.table", derived);
            }
            String reason = isCertificate(derived, column) ? "check.missing.unmasked" : "check.missing.column";
            return Bilingual.of(reason, derived, column);
        }
        List<String> tables = canonical(derived).stream().toList();
        boolean filled = holds(new Source(derived, null));
        if (filled && column != null) {
            // The column is missing, whatever other tables are empty.
            List<String> owners = tables.stream()
                    .filter(table -> Tables.get(table).column(column).isPresent() && !holds(new Source(table, column)))
                    .map(table -> table + "." + column)
                    .toList();
            if (!owners.isEmpty()) {
                return Bilingual.of("check.missing.behind", String.join(", ", owners), derived);
            }
        }
        List<String> empty =
                tables.stream().filter(table -> !holds(new Source(table, null))).toList();
        if (!empty.isEmpty()) {
            return Bilingual.of("check.missing.behind", String.join(", ", empty), derived);
        }
        return filled && column != null
                ? Bilingual.of("check.missing.derived", derived, column, String.join(", ", tables))
                : Bilingual.of("check.missing.window", derived, String.join(", ", tables));
    }

    /** The tables with claims and persons that a fact reads, itself or through others; knowledge comes with the rules. */
    private Set<String> canonical(String fact) {
        var tables = new TreeSet<String>();
        Set<String> closure = facts.closure(fact);
        for (FactFile file : facts.facts()) {
            if (closure.contains(file.id())) {
                file.sources().stream()
                        .filter(table -> Tables.find(table).isPresent())
                        .forEach(tables::add);
            }
        }
        // The tables that facts are made from; the others only add detail.
        tables.retainAll(Set.of("settlement", "encounter", "fee_line", "death_registry", "policy"));
        return tables;
    }
}
