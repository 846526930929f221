package org.claimaudit.ingest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.claimaudit.ingest.HeaderSearch.Found;
import org.claimaudit.ingest.HeaderSearch.Hints;
import org.claimaudit.ingest.Inputs.Input;
import org.claimaudit.ingest.Plan.Layout;
import org.claimaudit.ingest.Plan.Slot;
import org.claimaudit.ingest.Profile.FileKind;
import org.claimaudit.ingest.Profile.FromColumn;
import org.claimaudit.ingest.Profile.Target;
import org.claimaudit.store.Db;
import org.claimaudit.store.DbException;
import org.claimaudit.support.ExitCode;
import org.claimaudit.support.Messages;
import org.claimaudit.support.UserError;

/**
 * Stages files that a profile describes: the byte pass writes all of a file's columns as text, SQL makes the canonical columns of them, and a
 * second pass over that text normalises and checks it like any other.
 */
final class ProfileStager {
    private final Db db;
    private final Profile profile;
    private final int threads;

    ProfileStager(Db db, Profile profile, int threads) {
        this.db = db;
        this.profile = profile;
        this.threads = threads;
    }

    /** The job for a file; empty when none of the profile's patterns fits it, or when it is no text. */
    Optional<Job> job(Input input) throws IOException {
        FileKind kind = input.knownAs().stream()
                .flatMap(name -> profile.kind(name).stream())
                .findFirst()
                .orElse(null);
        if (kind == null || Unread.isOldWorkbook(input.path())) {
            return Optional.empty();
        }
        Set<String> wanted = new HashSet<>();
        kind.tables()
                .forEach(target -> target.columns().values().forEach(value -> {
                    if (value instanceof FromColumn from) {
                        wanted.add(from.column().toLowerCase(Locale.ROOT));
                    }
                }));
        Found<Long> found = HeaderSearch.<Long>find(
                        input.path(),
                        input.name(),
                        input.isSheet() ? Hints.SHEET : kind.hints(),
                        header -> wanted(header, wanted),
                        Long::intValue)
                .orElseThrow(() -> new UserError(
                        ExitCode.BAD_INPUT,
                        Messages.text("ingest.profile.no-header", input.name(), profile.file()),
                        Messages.text("ingest.profile.lacking.todo")));
        List<String> columns = unique(found.head().columns());
        var sql = new ProfileSql(db, profile, kind, input.name(), columns);
        sql.check(kind.tables());
        return Optional.of(new Job.Profiled(input, found.head(), profile.sha256(), kind, sql, columns));
    }

    /** How many of the wanted columns a line names; a profile without any takes the first line that is not blank. */
    private static Optional<Long> wanted(List<String> header, Set<String> wanted) {
        if (wanted.isEmpty()) {
            return header.stream().allMatch(String::isBlank) ? Optional.empty() : Optional.of((long) header.size());
        }
        long known = header.stream()
                .filter(c -> wanted.contains(c.strip().toLowerCase(Locale.ROOT)))
                .count();
        return known == 0 ? Optional.empty() : Optional.of(known);
    }

    /** Names under which SQL can tell the columns apart: those without one, or with one that was there before, by their place. */
    private static List<String> unique(List<String> header) {
        var names = new ArrayList<String>();
        var seen = new HashSet<String>();
        for (int i = 0; i < header.size(); i++) {
            String name = header.get(i).strip();
            names.add(!name.isEmpty() && seen.add(name.toLowerCase(Locale.ROOT)) ? name : "column_" + (i + 1));
        }
        return names;
    }

    /**
     * Stages the file for some of its targets.
     *
     * @param fileIds the number in the ledger of each table that is to be loaded
     */
    List<StagedFile> stage(
            Job.Profiled job, Map<String, Integer> fileIds, StagingFolder staging, IngestProgress progress) {
        int first = fileIds.values().stream().min(Integer::compare).orElseThrow();
        Path rows = staging.file(first, "export");
        Path ragged = staging.file(first, "ragged");
        BytePass.Result read = BytePass.run(job.head(), textPlan(job), rows, ragged, threads, progress);
        var staged = new ArrayList<StagedFile>();
        for (Target target : job.kind().tables()) {
            Integer fileId = fileIds.get(target.table().name());
            if (fileId != null) {
                staged.add(stage(job, target, fileId, rows, ragged, read, staging));
            }
        }
        StagingFolder.remove(rows);
        return staged;
    }

    private StagedFile stage(
            Job.Profiled job,
            Target target,
            int fileId,
            Path export,
            Path ragged,
            BytePass.Result read,
            StagingFolder staging) {
        Path made = staging.file(fileId, "made");
        copy(job, target, export, read, made);
        Plan plan = madePlan(target);
        FileHead head = madeHead(job, made, plan.slots().size());
        Source source = new Source(head, target.table(), plan, Map.of(), leftOut(job));
        Path rows = staging.file(fileId, "rows");
        Path rejects = staging.file(fileId, "rejects");
        BytePass.Result pass = BytePass.run(source.head(), source.plan(), rows, rejects, threads, IngestProgress.NONE);
        boolean breaks = job.input().isSheet();
        for (boolean one : read.embedded()) {
            breaks |= one;
        }
        var embedded = new boolean[source.plan().slots().size()];
        Arrays.fill(embedded, breaks);
        var both = new BytePass.Result(
                read.sha256(),
                read.encoding(),
                pass.loaded(),
                read.rejected() + pass.rejected(),
                pass.keys(),
                Math.max(read.longest(), pass.longest()),
                read.notes(),
                embedded,
                read.lost());
        return new StagedFile(
                fileId, job.input(), job.head(), job.profileSha256(), source, both, rows, List.of(ragged, rejects));
    }

    private void copy(Job.Profiled job, Target target, Path export, BytePass.Result read, Path made) {
        String rows = read.loaded() == 0
                ? "(SELECT 1::BIGINT AS source_line, "
                        + String.join(
                                ", ",
                                job.columns().stream()
                                        .map(c -> "'' AS " + ProfileSql.quoted(c))
                                        .toList())
                        + ", '' AS raw_record WHERE false)"
                : Loader.readRows(export);
        try {
            db.execute("COPY (" + job.sql().query(target, rows) + ") TO '"
                    + made.toString().replace("'", "''")
                    + "' (FORMAT csv, HEADER false, DELIMITER '\u001f', QUOTE '', ESCAPE '', NULLSTR '')");
        } catch (DbException e) {
            throw new UserError(
                    ExitCode.BAD_INPUT,
                    Messages.text(
                            "ingest.profile.failed",
                            job.head().name(),
                            target.table().name(),
                            String.valueOf(e.getMessage())),
                    Messages.text("ingest.profile.failed.todo"),
                    e);
        }
        if (!Files.exists(made)) {
            throw new IllegalStateException("DuckDB has not written " + made);
        }
    }

    /** All columns as text. */
    private static Plan textPlan(Job.Profiled job) {
        List<Slot> slots = job.columns().stream()
                .map(c -> new Slot(c, c, ColumnType.TEXT, 0, null))
                .toList();
        return new Plan(
                job.head().dialect(),
                slots,
                job.head().frame(),
                List.of(),
                job.kind().nullWords(),
                List.of(),
                Layout.PROFILED,
                Condemned.NONE);
    }

    private static FileHead madeHead(Job.Profiled job, Path made, int slots) {
        return new FileHead(
                made,
                job.head().name(),
                0,
                TextEncoding.UTF_8,
                true,
                Dialect.staging(slots),
                List.of(),
                Frame.NONE,
                0,
                0,
                1);
    }

    private static Plan madePlan(Target target) {
        var slots = new ArrayList<Slot>();
        for (String name : target.columns().keySet()) {
            ColumnDef column = target.table().column(name).orElseThrow();
            slots.add(new Slot(
                    name, name, column.type(), Source.groups(target.table(), name, Map.of()), column.rejectMask()));
        }
        slots.add(new Slot("", null, null, 0, null));
        return new Plan(
                Dialect.staging(slots.size()),
                List.copyOf(slots),
                Frame.NONE,
                Source.groupNames(target.table()),
                Set.of(),
                target.table().key(),
                Layout.STAGED,
                Condemned.NONE);
    }

    /** Columns of the file that none of its tables reads. */
    private static List<String> leftOut(Job.Profiled job) {
        Set<String> used = new HashSet<>();
        job.kind().tables().forEach(t -> used.addAll(job.sql().columnsOf(t)));
        return job.head().columns().stream()
                .map(String::strip)
                .filter(c -> !c.isEmpty() && !used.contains(c.toLowerCase(Locale.ROOT)))
                .toList();
    }
}
