package org.claimaudit.conform;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.claimaudit.store.Db;
import org.claimaudit.store.DbException;
import org.claimaudit.store.QueryCancelled;
import org.claimaudit.support.Messages;
import org.claimaudit.support.Sha256;

/**
 * Keeps the facts up to date with the data: each fact is a table of the schema {@code fact}, built anew for the months that changed, or whole
 * when its SQL, the macros, the knowledge files or what it depends on decides otherwise than when it was built.
 */
public final class Facts {
    private static final String WATERMARK = "(last file)";

    /** Rows of the largest table that a fact is built from at once: the memory that it takes grows with them, about 1.3 KB each. */
    private static final long AT_ONCE = 2_000_000;

    private final Db db;
    private final FactSet set;
    private final long atOnce;
    private final Map<String, String> failed = new TreeMap<>();
    private List<String> every = List.of();
    private long rows = -1;

    private Facts(Db db, FactSet set, long atOnce) {
        this.db = db;
        this.set = set;
        this.atOnce = atOnce;
    }

    /**
     * Loads macros and knowledge files and brings every fact up to date, in one transaction.
     *
     * <p>A fact that cannot be built is named in the report together with those that depend on it; the others are built all the same.
     */
    public static FactReport refresh(Db db, FactSet set) {
        return refresh(db, set, AT_ONCE);
    }

    /** As {@link #refresh(Db, FactSet)}, months together as long as they have so many rows of the largest table, and at least one. */
    static FactReport refresh(Db db, FactSet set, long atOnce) {
        return new Facts(db, set, atOnce).refresh();
    }

    private FactReport refresh() {
        set.macroFiles().forEach(file -> db.script(Macros.read(file)));
        Knowledge.load(db, set.knowledgeFiles());
        Knowledge.loadAs(db, CodeValues.TABLE, set.regionFiles());
        Views.open(db);
        while (true) {
            try {
                List<String> months = db.transaction(this::renew);
                return new FactReport(months, Map.copyOf(failed));
            } catch (FactFailed failure) {
                // DuckDB has rolled everything back: once more without it
                fail(failure);
            }
        }
    }

    private void fail(FactFailed failure) {
        failed.put(failure.fact, String.valueOf(failure.getMessage()));
        for (FactFile fact : set.facts()) {
            if (!fact.id().equals(failure.fact) && set.closure(fact.id()).contains(failure.fact)) {
                failed.putIfAbsent(fact.id(), Messages.text("conform.fact.needs", failure.fact));
            }
        }
    }

    private List<String> renew() {
        Map<String, String> before = state();
        long watermark = Long.parseLong(before.getOrDefault(WATERMARK, "-1"));
        var dirty = DirtyMonths.find(db, watermark);
        var now = new LinkedHashMap<String, String>();
        var renewed = new TreeSet<String>();
        var versions = new HashMap<String, String>();
        var whollyBuilt = new HashSet<String>();
        for (FactFile fact : set.facts()) {
            if (failed.containsKey(fact.id())) {
                continue;
            }
            String version = version(fact, versions);
            boolean whole = !version.equals(before.get(fact.id()))
                    || dirty.whole(fact.sources())
                    || fact.depends().stream().anyMatch(whollyBuilt::contains);
            if (whole) {
                whollyBuilt.add(fact.id());
            }
            if (whole || dirty.touches(fact.sources())) {
                renewed.addAll(build(fact, whole, dirty.months()));
            }
            db.script(Views.view(fact.id(), "SELECT * FROM fact." + fact.id()));
            now.put(fact.id(), version);
            versions.put(fact.id(), version + decided(fact));
        }
        now.put(WATERMARK, Long.toString(DirtyMonths.lastFile(db)));
        keep(now);
        return List.copyOf(renewed);
    }

    private Map<String, String> state() {
        var state = new HashMap<String, String>();
        db.stream(
                "SELECT fact_id, sha256 FROM ledger.fact_state",
                row -> state.put(row.str("fact_id"), row.str("sha256")));
        return state;
    }

    /** The facts that failed are not kept: the next refresh builds them whole. */
    private void keep(Map<String, String> state) {
        db.script("DELETE FROM ledger.fact_state; DELETE FROM ledger.dirty_month");
        state.forEach((fact, sha) -> db.execute("INSERT INTO ledger.fact_state VALUES (?, ?)", fact, sha));
    }

    private String version(FactFile fact, Map<String, String> versions) {
        var text = new StringBuilder(set.sha256(fact));
        fact.depends().forEach(name -> text.append('\n').append(versions.get(name)));
        return Sha256.of(text.toString());
    }

    /** A digest of what a fact decides for those that depend on it. */
    private String decided(FactFile fact) {
        if (fact.decides().isEmpty()) {
            return "";
        }
        String row = String.join(
                " || chr(31) || ",
                fact.decides().stream()
                        .map(c -> "coalesce(CAST(" + Db.identifier(c) + " AS VARCHAR), chr(30))")
                        .toList());
        return db.first(
                        "SELECT md5(coalesce(string_agg(r, chr(10) ORDER BY r), '')) AS digest FROM (SELECT " + row
                                + " AS r FROM fact." + fact.id() + ")",
                        found -> found.str("digest"))
                .orElse("");
    }

    private Set<String> build(FactFile fact, boolean whole, Set<String> dirty) {
        var months = new TreeSet<>(whole ? every() : dirty);
        if (fact.nextMonth()) {
            months.addAll(DirtyMonths.after(months));
        }
        String table = "fact." + Db.identifier(fact.id());
        try {
            // What is built anew in one go is built alike either way, and to plan a fact takes as long as to build a
            // small one.
            boolean monthly = !(whole && rows() <= atOnce) && monthly(fact, months);
            boolean fresh = whole || !monthly;
            for (Collection<String> portion : monthly ? portions(months) : List.of(months)) {
                renewing(portion);
                if (fresh) {
                    db.script("CREATE OR REPLACE TABLE " + table + " AS " + fact.sql());
                    fresh = false;
                } else {
                    db.script("DELETE FROM " + table + " WHERE month IN (SELECT month FROM renew_month)");
                    // a fact that forgets to keep to the months to renew would double the others
                    db.script("INSERT INTO " + table + " BY NAME SELECT * FROM (\n" + fact.sql()
                            + "\n) WHERE month IN (SELECT month FROM renew_month)");
                }
            }
        } catch (QueryCancelled cancelled) {
            throw cancelled;
        } catch (DbException e) {
            throw new FactFailed(fact.id(), e);
        }
        return months;
    }

    private List<String> every() {
        if (every.isEmpty()) {
            every = DirtyMonths.every(db);
        }
        return every;
    }

    private void renewing(Collection<String> months) {
        String list = months.stream().map(Db::quote).collect(Collectors.joining(", "));
        db.script("CREATE OR REPLACE TEMP TABLE renew_month AS SELECT unnest([" + list + "]::VARCHAR[]) AS month");
    }

    /** The months in order, as many together as may be built at once. */
    private List<List<String>> portions(Set<String> months) {
        var all = List.copyOf(months);
        if (rows() <= atOnce || all.isEmpty()) {
            return List.of(all);
        }
        int size = (int) Math.max(1, atOnce * every().size() / rows());
        var portions = new ArrayList<List<String>>();
        for (int i = 0; i < all.size(); i += size) {
            portions.add(all.subList(i, Math.min(all.size(), i + size)));
        }
        return portions;
    }

    /** Rows of the largest canonical table. */
    private long rows() {
        if (rows < 0) {
            rows = db.count("SELECT max(estimated_size) FROM duckdb_tables() WHERE schema_name = 'data'");
        }
        return rows;
    }

    private boolean monthly(FactFile fact, Set<String> months) {
        renewing(months);
        return db.count("SELECT count(*) FROM (DESCRIBE " + fact.sql() + ") WHERE column_name = 'month'") > 0;
    }

    private static final class FactFailed extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final String fact;

        FactFailed(String fact, DbException cause) {
            super(cause.getMessage(), cause);
            this.fact = fact;
        }
    }
}
