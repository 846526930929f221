package org.claimaudit.ingest;

/** In which encoding a file is read. */
enum TextEncoding {
    UTF_8("UTF-8"),
    GB18030("GB18030");

    private final String label;

    TextEncoding(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }
}
