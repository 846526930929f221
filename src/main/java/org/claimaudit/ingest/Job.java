package org.claimaudit.ingest;

import java.util.List;
import org.claimaudit.ingest.Inputs.Input;
import org.claimaudit.ingest.Profile.FileKind;
import org.claimaudit.ingest.Profile.Target;

/** A file to load, and how. */
sealed interface Job permits Job.Plain, Job.Profiled {
    Input input();

    FileHead head();

    /** The tables that it feeds, one entry of the result each. */
    List<TableDef> tables();

    /** SHA-256 of the profile; empty without one. */
    String profileSha256();

    /** A file in the platform's layout. */
    record Plain(Input input, Source source) implements Job {
        @Override
        public FileHead head() {
            return source.head();
        }

        @Override
        public List<TableDef> tables() {
            return List.of(source.table());
        }

        @Override
        public String profileSha256() {
            return "";
        }
    }

    /**
     * A file that a profile describes.
     *
     * @param sql the profile's values over this file's columns
     */
    record Profiled(
            Input input, FileHead head, String profileSha256, FileKind kind, ProfileSql sql, List<String> columns)
            implements Job {
        @Override
        public List<TableDef> tables() {
            return kind.tables().stream().map(Target::table).toList();
        }
    }
}
