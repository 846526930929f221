package org.claimaudit.ingest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.claimaudit.ingest.Explanation.Column;
import org.claimaudit.ingest.Explanation.Cutting;
import org.claimaudit.ingest.Explanation.Misfit;
import org.claimaudit.ingest.Explanation.Source;
import org.claimaudit.ingest.Explanation.Target;
import org.claimaudit.ingest.HeaderSearch.Found;
import org.claimaudit.ingest.HeaderSearch.Hints;
import org.claimaudit.ingest.Inputs.Input;
import org.claimaudit.ingest.Meaning.Fed;
import org.claimaudit.ingest.Sample.Row;
import org.claimaudit.store.Store;
import org.claimaudit.support.ExitCode;
import org.claimaudit.support.Mask;
import org.claimaudit.support.Messages;
import org.claimaudit.support.UserError;
import org.jspecify.annotations.Nullable;

/** Says how files would be understood, from their first records; loads nothing. */
public final class Explain {
    private static final int VALUES = 3;

    private final Store store;
    private final @Nullable Profile profile;

    private Explain(Store store, @Nullable Profile profile) {
        this.store = store;
        this.profile = profile;
    }

    /**
     * Explains files of text and what is in archives and workbooks.
     *
     * @param store for what is unpacked, and to check a profile's SQL
     * @throws UserError as {@link Ingest#run} for files and profiles that cannot be read
     */
    public static List<Explanation> run(Store store, List<String> inputs, Optional<Path> profile) {
        try (var staging = new StagingFolder(store.tmp())) {
            var explain = new Explain(store, profile.isPresent() ? ProfileReader.read(profile.get()) : null);
            var unpacker = new Unpacker(staging);
            var explanations = new ArrayList<Explanation>();
            var unread = new ArrayList<String>();
            for (Input given : Inputs.expand(inputs)) {
                for (Input input : unpacker.unpack(given)) {
                    Optional<String> reason = Unread.reason(input);
                    if (reason.isPresent()) {
                        unread.add(Messages.text("ingest.explain.unread", input.name(), reason.get()));
                    } else if (Manifest.of(input).isEmpty()) {
                        explanations.add(explain.explain(input));
                    }
                }
            }
            if (explanations.isEmpty()) {
                throw unread.isEmpty() ? noText(String.join(" ", inputs)) : noColumns(unread.get(0));
            }
            return explanations;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static UserError noText(String name) {
        return noColumns(Messages.text("ingest.explain.no-columns", name));
    }

    private static UserError noColumns(String what) {
        return new UserError(ExitCode.BAD_INPUT, what, Messages.text("ingest.explain.no-columns.todo"));
    }

    private Explanation explain(Input input) throws IOException {
        Hints hints = input.isSheet() ? Hints.SHEET : Hints.NONE;
        Optional<Job> job = profile == null ? Optional.empty() : new ProfileStager(store.db(), profile, 1).job(input);
        if (job.isPresent() && job.get() instanceof Job.Profiled profiled) {
            return explain(profiled.head(), Sample.of(profiled.head()), Meaning.of(profiled));
        }
        Optional<Found<Recognition>> known =
                HeaderSearch.find(input.path(), input.name(), hints, Recognition::best, Recognition::matched);
        if (known.isPresent()) {
            FileHead head = known.get().head();
            Sample sample = Sample.of(head);
            return explain(head, sample, Meaning.of(known.get().meaning(), sample, head.columns()));
        }
        FileHead head = HeaderSearch.find(input.path(), input.name(), hints, Explain::names, List::size)
                .orElseThrow(() -> noText(input.name()))
                .head();
        Sample sample = Sample.of(head);
        return explain(head, sample, Meaning.guess(sample, head.columns()));
    }

    /** A row of different names: the header of a table that is not known. */
    private static Optional<List<String>> names(List<String> row) {
        List<String> names =
                row.stream().map(String::strip).filter(n -> !n.isEmpty()).toList();
        boolean header = names.size() >= 2
                && names.size() * 2 > row.size()
                && new HashSet<>(names).size() == names.size()
                && HeaderNames.perhaps(row);
        return header ? Optional.of(names) : Optional.empty();
    }

    private static Explanation explain(FileHead head, Sample sample, Meaning meaning) {
        var columns = new ArrayList<Column>();
        for (int i = 0; i < head.columns().size(); i++) {
            columns.add(column(head.columns().get(i).strip(), meaning.columns().get(i), sample, i));
        }
        Dialect dialect = head.dialect();
        return new Explanation(
                head.name(),
                sample.encoding().label(),
                sample.proof(),
                sample.characters(),
                new Cutting((char) dialect.delimiter(), (char) dialect.quote(), dialect.fields()),
                sample.counts(),
                head.headerLine(),
                meaning.tables(),
                meaning.certainty(),
                meaning.missing(),
                columns);
    }

    private static Column column(String name, Fed fed, Sample sample, int at) {
        List<String> filled =
                sample.values(at).stream().filter(v -> !v.isEmpty()).toList();
        List<String> values = filled.stream().distinct().limit(VALUES).toList();
        long misfits = 0;
        Misfit misfit = null;
        // A profile may make something else of the value.
        if (fed.source() != Source.PROFILE) {
            for (Row row : sample.records()) {
                String value = row.fields().get(at);
                if (fed.targets().stream()
                        .anyMatch(t -> !Meaning.fits(t.column().type(), value))) {
                    misfits++;
                    misfit =
                            misfit == null ? new Misfit(row.line(), value.strip(), masked(fed, value.strip())) : misfit;
                }
            }
        }
        return new Column(
                name,
                fed.targets(),
                fed.source(),
                filled.size(),
                values,
                values.stream().map(v -> masked(fed, v)).toList(),
                DateShapes.format(filled).orElse(null),
                misfits,
                misfit);
    }

    /** Masked as the canonical column asks; what is not known for sure may be personal. */
    private static String masked(Fed fed, String value) {
        for (Target target : fed.targets()) {
            Mask.Kind kind = target.column().rejectMask();
            if (kind != null) {
                return Mask.value(kind, value);
            }
        }
        boolean sure = fed.source() == Source.NAME || fed.source() == Source.PROFILE;
        return sure ? value : Mask.line(value);
    }
}
