package org.claimaudit.cases;

import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.claimaudit.store.Db;
import org.claimaudit.store.Row;
import org.claimaudit.support.ExitCode;
import org.claimaudit.support.Fault;
import org.claimaudit.support.Messages;
import org.claimaudit.support.SmallText;
import org.claimaudit.support.UserError;
import org.claimaudit.support.Yaml;
import org.claimaudit.support.YamlReader;
import org.jspecify.annotations.Nullable;

/** What an inspector has excused, as YAML and in the store. */
public final class Exemptions {
    private static final List<String> MATCHERS = List.of("rule", "institution", "person", "stay", "item", "pattern");
    private static final Set<String> KEYS = Set.of(
            "id", "rule", "institution", "person", "stay", "item", "pattern", "reason", "officer", "from", "until");

    /**
     * One exemption; what is null matches everything.
     *
     * @param matchers in the order of {@link #MATCHERS}; in a rule's id and in the pattern of a finding's message {@code *} stands for any
     *     characters
     * @param until included
     */
    public record Exemption(
            String id,
            List<@Nullable String> matchers,
            String reason,
            String officer,
            LocalDate from,
            LocalDate until) {}

    private Exemptions() {}

    /**
     * Takes the exemptions of a YAML file in: new ones, and new versions of those whose content changed.
     *
     * @return how many are new or changed
     * @throws UserError code 10 when the file is not there, code 12 naming every fault with its line; the store is as it was
     */
    public static int take(Db db, Path file, boolean dry, Clock clock) {
        List<Exemption> read = read(file);
        return db.transaction(() -> {
            List<Exemption> kept = all(db);
            List<Exemption> fresh =
                    read.stream().filter(one -> !kept.contains(one)).toList();
            if (!dry && !fresh.isEmpty()) {
                int paper = Papers.add(db, "exemptions", file, fresh.size(), clock);
                fresh.forEach(one -> insert(db, paper, one));
            }
            return fresh.size();
        });
    }

    /** The exemptions in force, by id. */
    public static List<Exemption> all(Db db) {
        return db.list("SELECT * FROM ledger.exemption_in_force ORDER BY exemption_id", Exemptions::of);
    }

    /** The exemptions in force as YAML that can be taken in again. */
    public static String yaml(Db db) {
        var text = new StringBuilder("exemptions:\n");
        for (Exemption one : all(db)) {
            text.append("  - id: ").append(quoted(one.id())).append('\n');
            for (int i = 0; i < MATCHERS.size(); i++) {
                String matcher = one.matchers().get(i);
                if (matcher != null) {
                    text.append("    " + MATCHERS.get(i) + ": ")
                            .append(quoted(matcher))
                            .append('\n');
                }
            }
            text.append("    reason: ").append(quoted(one.reason())).append('\n');
            text.append("    officer: ").append(quoted(one.officer())).append('\n');
            text.append("    from: " + one.from() + "\n    until: " + one.until() + "\n");
        }
        return text.toString();
    }

    /** What an exemption excuses, in one line. */
    public static String words(Exemption one) {
        var words = new ArrayList<String>();
        for (int i = 0; i < MATCHERS.size(); i++) {
            String matcher = one.matchers().get(i);
            if (matcher != null) {
                words.add(MATCHERS.get(i) + "=" + matcher);
            }
        }
        return String.join(" ", words);
    }

    private static List<Exemption> read(Path file) {
        var faults = new ArrayList<Fault>();
        var read = new ArrayList<Exemption>();
        Yaml.read(file, SmallText.read(file), 0, faults::add).ifPresent(fields -> {
            var top = new YamlReader(file, fields, faults::add);
            top.allow(Set.of("exemptions"));
            if (top.items("exemptions").isEmpty()) {
                top.fault("exemptions", Messages.text("exempt.none-given"));
            }
            var ids = new HashSet<String>();
            for (YamlReader item : top.items("exemptions")) {
                read.add(one(item));
                if (!ids.add(item.text("id", ""))) {
                    item.fault("id", Messages.text("exempt.twice"));
                }
            }
        });
        if (!faults.isEmpty()) {
            throw new UserError(
                    ExitCode.BAD_INPUT,
                    String.join("\n", faults.stream().map(Fault::toString).toList()),
                    Messages.text("sheet.wrong.todo"));
        }
        return read;
    }

    private static Exemption one(YamlReader item) {
        item.allow(KEYS);
        List<@Nullable String> matchers = new ArrayList<>();
        MATCHERS.forEach(key -> matchers.add(item.has(key) ? item.text(key) : null));
        if (matchers.stream().allMatch(Objects::isNull)) {
            item.fault("id", Messages.text("exempt.everything", String.join(", ", MATCHERS)));
        }
        LocalDate from = date(item, "from");
        LocalDate until = date(item, "until");
        if (until.isBefore(from)) {
            item.fault("until", Messages.text("exempt.order"));
        }
        return new Exemption(item.text("id"), matchers, item.text("reason"), item.text("officer"), from, until);
    }

    private static LocalDate date(YamlReader item, String key) {
        String text = item.text(key);
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            if (!text.isEmpty()) {
                item.fault(key, Messages.text("sheet.date"));
            }
            return LocalDate.EPOCH;
        }
    }

    private static void insert(Db db, int paper, Exemption one) {
        List<@Nullable Object> values = new ArrayList<>();
        values.add(one.id());
        values.add(paper);
        values.addAll(one.matchers());
        values.addAll(List.of(one.reason(), one.officer(), one.from(), one.until(), one.id()));
        db.execute(
                "INSERT INTO ledger.exemption SELECT ?, coalesce(max(version), 0) + 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?"
                        + " FROM ledger.exemption WHERE exemption_id = ?",
                values.toArray());
    }

    private static Exemption of(Row row) {
        List<@Nullable String> matchers = new ArrayList<>();
        MATCHERS.forEach(key -> matchers.add(row.text(key)));
        return new Exemption(
                row.str("exemption_id"),
                matchers,
                row.str("reason"),
                row.str("officer"),
                Objects.requireNonNull(row.date("begins")),
                Objects.requireNonNull(row.date("ends")));
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''").replaceAll("[\\r\\n]+", " ") + "'";
    }
}
