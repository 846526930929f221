package org.claimaudit.ingest;

/** In which encoding a file is read. */
enum TextEncoding {
    UTF_8("UTF-8"),
    GB18030("GB18030"),
    UTF_16LE("UTF-16LE"),
    UTF_16BE("UTF-16BE");

    private static final int SAMPLE = 1 << 16;

    private final String label;

    TextEncoding(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    boolean isUtf16() {
        return this == UTF_16LE || this == UTF_16BE;
    }

    /**
     * The encoding of a text by its beginning, which a file that is longer than that may still refute for UTF-8.
     *
     * @param whole whether it is all there is
     */
    static TextEncoding of(byte[] begin, boolean whole) {
        if (Bytes.startsWith(begin, 0xff, 0xfe)) {
            return UTF_16LE;
        }
        if (Bytes.startsWith(begin, 0xfe, 0xff)) {
            return UTF_16BE;
        }
        int length = Math.min(begin.length, SAMPLE) & ~1;
        int evenZeros = 0;
        int oddZeros = 0;
        for (int i = 0; i < length; i += 2) {
            evenZeros += begin[i] == 0 ? 1 : 0;
            oddZeros += begin[i + 1] == 0 ? 1 : 0;
        }
        // Digits and delimiters are most of an export, and in UTF-16 half of each is a zero.
        if (oddZeros > length / 8 && evenZeros <= oddZeros / 16) {
            return UTF_16LE;
        }
        if (evenZeros > length / 8 && oddZeros <= evenZeros / 16) {
            return UTF_16BE;
        }
        // The end of the beginning may cut a character in two.
        int to = whole ? begin.length : Bytes.lastIndexOf(begin, Dialect.LF, 0, begin.length);
        return Utf8.firstInvalid(begin, 0, Math.max(to, 0)) < 0 ? UTF_8 : GB18030;
    }
}
