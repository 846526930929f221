package org.claimaudit.ingest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.claimaudit.ingest.HeaderSearch.Found;
import org.claimaudit.ingest.HeaderSearch.Hints;
import org.claimaudit.ingest.IngestProgress.Phase;
import org.claimaudit.ingest.Inputs.Input;
import org.claimaudit.ingest.KeyConflicts.Counts;
import org.claimaudit.ingest.KeyConflicts.Outcome;
import org.claimaudit.ingest.KeyConflicts.Rejected;
import org.claimaudit.store.Db;
import org.claimaudit.store.Store;
import org.claimaudit.support.ExitCode;
import org.claimaudit.support.Messages;
import org.claimaudit.support.UserError;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads exports into the store: all files of a call or none. Every record is loaded, a duplicate or rejected.
 */
public final class Ingest {
    private static final Logger LOG = LoggerFactory.getLogger(Ingest.class);
    /** So many skipped files a message names. */
    private static final int NAMED = 5;

    private final Store store;
    private final Db db;
    private final IngestRequest request;
    private final Clock clock;
    private final FileLedger ledger;
    private final List<SkippedFile> skipped = new ArrayList<>();
    private final List<Manifest> manifests = new ArrayList<>();
    private final PhaseClock phases;

    private Ingest(Store store, IngestRequest request, Clock clock) {
        this.store = store;
        this.db = store.db();
        this.request = request;
        this.clock = clock;
        this.ledger = new FileLedger(db);
        this.phases = new PhaseClock(request.progress());
    }

    /**
     * Loads what the request names.
     *
     * @param store not sandboxed
     * @throws UserError {@link ExitCode#MISSING} when an input is missing, {@link ExitCode#BAD_INPUT} when one has to be refused; the store is as
     *     it was before
     * @throws java.util.concurrent.CancellationException when the thread is interrupted; the store is as it was before
     */
    public static IngestResult run(Store store, IngestRequest request, Clock clock) {
        try {
            return new Ingest(store, request, clock).run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private IngestResult run() throws IOException {
        Tables.create(db);
        Profile profile = request.profile().isPresent()
                ? ProfileReader.read(request.profile().get())
                : null;
        ProfileStager stager = profile == null ? null : new ProfileStager(db, profile, request.threads());
        try (var staging = new StagingFolder(store.tmp())) {
            List<Job> jobs = jobs(stager, staging);
            request.progress()
                    .begin(
                            jobs.size(),
                            jobs.stream().mapToLong(j -> j.head().bytes()).sum());
            phases.begin(Phase.READ);
            var entries = new ArrayList<Optional<InputFile>>();
            var staged = new ArrayList<StagedFile>();
            int firstFile = ledger.nextFile();
            for (Job job : jobs) {
                request.progress().file(job.head().name());
                var fileIds = new LinkedHashMap<String, Integer>();
                for (TableDef table : job.tables()) {
                    Optional<InputFile> before = known(job, table);
                    entries.add(before);
                    if (before.isEmpty()) {
                        fileIds.put(table.name(), firstFile + staged.size() + fileIds.size());
                    }
                }
                if (fileIds.isEmpty()) {
                    LOG.info("{}: already loaded, nothing to do", job.head().name());
                    request.progress().bytes(job.head().bytes());
                } else {
                    staged.addAll(stage(job, fileIds, staging, stager));
                    KeyHashes.bound(
                            staged.stream().map(file -> file.pass().keys()).toList());
                }
            }
            return result(entries, staged, firstFile);
        }
    }

    private IngestResult result(List<Optional<InputFile>> entries, List<StagedFile> staged, int firstFile) {
        int batch = 0;
        Iterator<InputFile> loaded;
        Optional<Swapped> swapped = Optional.empty();
        List<InputFile> before = entries.stream().flatMap(Optional::stream).toList();
        var controls = new Controls(manifests, skipped);
        if (staged.isEmpty()) {
            controls.check(before, staged, new Amounts(db));
        } else if (request.dryRun()) {
            controls.checkRows(before, staged);
        }
        if (staged.isEmpty() || request.dryRun()) {
            loaded = staged.stream().map(f -> entry(f, new Counts(), List.of())).iterator();
        } else {
            Loaded done = db.transaction(() -> load(staged, firstFile, before, controls));
            phases.begin(Phase.SAVE);
            store.checkpoint();
            LOG.info("phases: {}", phases.times());
            batch = done.batchId();
            loaded = done.files().iterator();
            swapped = done.swapped();
        }
        List<InputFile> files =
                entries.stream().map(known -> known.orElseGet(loaded::next)).toList();
        return new IngestResult(batch, files, List.copyOf(skipped), swapped);
    }

    // --- reading
    // ------------------------------------------------------------------------------------------------------

    private List<Job> jobs(@Nullable ProfileStager stager, StagingFolder staging) throws IOException {
        var jobs = new ArrayList<Job>();
        for (Input input : inputs(staging)) {
            Optional<Job> profiled = stager == null ? Optional.empty() : stager.job(input);
            if (profiled.isPresent()) {
                jobs.add(profiled.get());
                continue;
            }
            Optional<String> unread = Unread.reason(input);
            if (unread.isPresent() && !isNamedAndEmpty(input)) {
                skip(input, unread.get());
                continue;
            }
            Optional<Found<Recognition>> found = HeaderSearch.find(
                    input.path(),
                    input.name(),
                    input.isSheet() ? Hints.SHEET : Hints.NONE,
                    Recognition::best,
                    Recognition::matched);
            if (found.isEmpty()) {
                skip(input, Messages.text("ingest.skipped.header"));
                continue;
            }
            FileHead head = found.get().head();
            Recognition meaning = found.get().meaning();
            if (!meaning.missing().isEmpty()) {
                throw missing(head, meaning);
            }
            jobs.add(new Job.Plain(input, Source.of(head, meaning)));
        }
        if (jobs.isEmpty()) {
            throw noTable();
        }
        request.replacement().ifPresent(what -> mustBring(what, jobs));
        return jobs;
    }

    private UserError noTable() {
        String inputs = String.join(" ", request.inputs());
        String files = skipped.stream()
                .limit(NAMED)
                .map(file -> file.file() + ": " + file.reason())
                .collect(Collectors.joining("; ", "", skipped.size() > NAMED ? "; …" : ""));
        return new UserError(
                ExitCode.BAD_INPUT,
                files.isEmpty()
                        ? Messages.text("ingest.no-table", inputs)
                        : Messages.text("ingest.no-table.files", inputs, files),
                Messages.text("ingest.no-table.todo"));
    }

    /** Programs mark with an empty file that an export is finished; who names one means a table. */
    private boolean isNamedAndEmpty(Input input) throws IOException {
        return Files.size(input.path()) == 0
                && request.inputs().stream().anyMatch(name -> Path.of(name).equals(input.path()));
    }

    /** A month is not emptied for nothing. */
    private void mustBring(Replacement what, List<Job> jobs) {
        if (jobs.stream().flatMap(job -> job.tables().stream()).noneMatch(request::replaces)) {
            throw new UserError(
                    ExitCode.BAD_INPUT,
                    Messages.text("ingest.replace.none", String.join(" ", request.inputs()), what.table()),
                    Messages.text("ingest.replace.none.todo", what.month().toString()));
        }
    }

    private List<Input> inputs(StagingFolder staging) throws IOException {
        var unpacker = new Unpacker(staging);
        var inputs = new ArrayList<Input>();
        phases.begin(Phase.UNPACK);
        List<Input> given = Inputs.expand(request.inputs());
        for (Input input : given) {
            List<Input> unpacked = unpacker.unpack(input);
            if (unpacked.isEmpty()) {
                skip(input, Messages.text("ingest.skipped.nothing"));
            }
            for (Input one : unpacked) {
                Optional<Manifest> manifest = Manifest.of(one);
                manifest.ifPresentOrElse(manifests::add, () -> inputs.add(one));
            }
        }
        for (Input beside : Inputs.manifests(request.inputs(), given)) {
            Manifest.of(beside).ifPresent(manifests::add);
        }
        return inputs;
    }

    private void skip(Input input, String reason) {
        var file = new SkippedFile(input.name(), reason);
        LOG.info("{}: {}", file.file(), file.reason());
        skipped.add(file);
    }

    private static UserError missing(FileHead head, Recognition meaning) {
        List<String> columns = meaning.missing().stream()
                .map(group -> String.join(
                        " | ",
                        group.stream()
                                .map(c -> c + " ("
                                        + meaning.table()
                                                .column(c)
                                                .orElseThrow()
                                                .zh() + ")")
                                .toList()))
                .toList();
        return new UserError(
                ExitCode.BAD_INPUT,
                Messages.text(
                        "ingest.missing-columns",
                        head.name(),
                        Long.toString(head.headerLine()),
                        meaning.table().name(),
                        String.join(", ", columns)),
                Messages.text("ingest.missing-columns.todo"));
    }

    /** The ledger's entry of a file that was loaded before. The fingerprint is taken only when a file of the same size was. */
    private Optional<InputFile> known(Job job, TableDef table) throws IOException {
        FileHead head = job.head();
        if (request.replaces(table) || !ledger.knowsSize(head.bytes())) {
            return Optional.empty();
        }
        Input input = job.input();
        String sha256 = input.sha256() == null ? Fingerprint.of(input.path()) : input.sha256();
        return ledger.find(head.name(), sha256, input.sheet(), table.name(), job.profileSha256());
    }

    private List<StagedFile> stage(
            Job job, Map<String, Integer> fileIds, StagingFolder staging, @Nullable ProfileStager stager) {
        IngestProgress progress = request.progress();
        List<StagedFile> staged;
        if (job instanceof Job.Profiled profiled && stager != null) {
            staged = stager.stage(profiled, fileIds, staging, progress);
        } else {
            Job.Plain plain = (Job.Plain) job;
            int fileId = fileIds.values().iterator().next();
            staged = List.of(stage(plain, fileId, staging, progress));
        }
        log(staged.get(0));
        return staged;
    }

    private StagedFile stage(Job.Plain job, int fileId, StagingFolder staging, IngestProgress progress) {
        boolean write = !request.dryRun();
        Source source = job.source();
        Path rows = staging.file(fileId, "rows");
        Path rejects = staging.file(fileId, "rejects");
        BytePass.Result pass = BytePass.run(
                source.head(), source.plan(), write ? rows : null, write ? rejects : null, request.threads(), progress);
        return new StagedFile(fileId, job.input(), source.head(), "", source, pass, rows, List.of(rejects));
    }

    private static void log(StagedFile file) {
        String name = file.origin().name();
        if (file.origin().headerLine() > 1) {
            LOG.info("{}: {} lines above the header", name, file.origin().headerLine() - 1);
        }
        LineNotes notes = file.pass().notes();
        if (notes.blankLines() + notes.totalLines() + notes.headerLines() > 0) {
            LOG.info(
                    "{}: {} blank lines, {} totals, {} repeated headers are not counted (lines {})",
                    name,
                    notes.blankLines(),
                    notes.totalLines(),
                    notes.headerLines(),
                    notes.where());
        }
        List<String> columns = file.origin().columns();
        for (int i = 0; i < columns.size(); i++) {
            long lost = file.pass().lost()[i];
            if (lost > 0) {
                LOG.warn(Messages.text("ingest.lost-characters", name, columns.get(i), Long.toString(lost)));
            }
        }
        if (!file.source().columnsLeftOut().isEmpty()) {
            LOG.info(
                    "{}: columns left out: {}",
                    name,
                    String.join(", ", file.source().columnsLeftOut()));
        }
    }

    // --- loading
    // ------------------------------------------------------------------------------------------------------

    private record Loaded(int batchId, List<InputFile> files, Optional<Swapped> swapped) {}

    private Loaded load(List<StagedFile> staged, int firstFile, List<InputFile> before, Controls controls) {
        int batch = ledger.beginBatch(request.command(), clock);
        ChangedMonths.touched(staged).forEach(table -> Tables.makeRoom(db, table, columns(staged, table)));
        Optional<Swapped> swapped = request.replacement().map(what -> new MonthSwap(db, what).out(batch));
        var loader = new Loader(db);
        phases.begin(Phase.LOAD);
        for (StagedFile file : staged) {
            request.progress().file(file.origin().name());
            loader.load(file);
        }
        var amounts = new Amounts(db);
        amounts.read(staged);
        controls.check(before, staged, amounts);
        phases.begin(Phase.KEYS);
        ChangedMonths.touched(staged).forEach(table -> Shortfall.bring(db, table, firstFile));
        var counts = new HashMap<Integer, Counts>();
        var rejected = new ArrayList<Rejected>();
        for (TableDef table : ChangedMonths.touched(staged)) {
            List<BytePass.Result> passes = staged.stream()
                    .filter(file -> file.source().table().equals(table))
                    .map(StagedFile::pass)
                    .toList();
            Outcome outcome = KeyConflicts.settle(db, table, firstFile, passes);
            counts.putAll(outcome.counts());
            rejected.addAll(outcome.rejected());
            boolean moved = outcome.counts().values().stream().anyMatch(c -> c.superseded > 0);
            new ChangedMonths(db).mark(table, firstFile, moved);
        }
        var files = new ArrayList<InputFile>();
        for (StagedFile file : staged) {
            Counts count = counts.getOrDefault(file.fileId(), new Counts());
            InputFile entry = entry(file, count, amounts.of(file));
            ledger.add(batch, entry, file.origin().bytes(), file.profileSha256());
            files.add(entry);
        }
        counts.forEach((fileId, count) -> {
            if (fileId < firstFile && count.superseded > 0) {
                ledger.superseded(fileId, count);
            }
        });
        for (StagedFile file : staged) {
            new Rejects(db, request.threads()).write(file, rejected, loader);
        }
        ledger.endBatch(batch, clock);
        return new Loaded(batch, files, swapped);
    }

    private static Set<String> columns(List<StagedFile> staged, TableDef table) {
        return staged.stream()
                .map(StagedFile::source)
                .filter(source -> source.table().equals(table))
                .flatMap(source -> source.targets().stream())
                .collect(Collectors.toSet());
    }

    private InputFile entry(StagedFile file, Counts counts, List<Amount> amounts) {
        BytePass.Result pass = file.pass();
        long read = pass.loaded() + pass.rejected();
        long loaded = pass.loaded() - counts.duplicate - counts.rejected;
        return new InputFile(
                request.dryRun() ? 0 : file.fileId(),
                file.origin().name(),
                file.input().sha256() == null ? pass.sha256() : file.input().sha256(),
                file.source().table().name(),
                pass.encoding().label(),
                read,
                loaded,
                counts.duplicate,
                pass.rejected() + counts.rejected,
                pass.rejected() + counts.rejected,
                counts.superseded,
                false,
                file.source().columnsLeftOut(),
                amounts);
    }
}
