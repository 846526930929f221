package org.claimaudit.ingest;

/** Is told how far the loading is; called by one thread, in order. */
public interface IngestProgress {
    /** Nobody listens. */
    IngestProgress NONE = new IngestProgress() {};

    /** The steps of loading. */
    enum Phase {
        /** Archives, compressed files and workbooks are made text. */
        UNPACK,
        /** Bytes are read, decoded and cut into records. */
        READ,
        /** Records go into the tables. */
        LOAD,
        /** Keys are compared. */
        KEYS,
        /** The database is written to its file. */
        SAVE
    }

    /** Reading begins. */
    default void begin(int files, long bytes) {}

    /** A file begins. */
    default void file(String name) {}

    /** So many bytes were read since the last call. */
    default void bytes(long read) {}

    /** So many records were read since the last call. */
    default void rows(long read) {}

    /** A step begins. */
    default void phase(Phase phase) {}
}
