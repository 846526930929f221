package org.claimaudit.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipFile;
import org.claimaudit.ingest.Inputs.Input;

/** What a file is packed in, by its first bytes: names lie, and exports are renamed. */
enum Packing {
    /** Text as it stands. */
    NONE,
    GZIP,
    ZIP,
    /** An Excel workbook of 2007 or later. */
    WORKBOOK;

    private static final int BEGIN = 1 << 12;

    /** What is not called as exports are is unpacked only when it holds text or is a workbook. */
    static Packing of(Input input) throws IOException {
        Path file = input.path();
        byte[] begin;
        try (InputStream in = Files.newInputStream(file)) {
            begin = in.readNBytes(4);
        }
        boolean usual = input.isUsual() || input.ending().isEmpty();
        if (begin.length >= 2 && begin[0] == 0x1f && begin[1] == (byte) 0x8b) {
            return usual || isCompressedText(file) ? GZIP : NONE;
        }
        boolean zip =
                begin.length == 4 && begin[0] == 'P' && begin[1] == 'K' && begin[2] <= 6 && begin[2] == begin[3] - 1;
        return !zip ? NONE : isWorkbook(file) ? WORKBOOK : usual ? ZIP : NONE;
    }

    private static boolean isCompressedText(Path file) throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            return Unread.isText(in.readNBytes(BEGIN));
        }
    }

    private static boolean isWorkbook(Path file) throws IOException {
        try (var zip = new ZipFile(file.toFile(), Archive.RAW_NAMES)) {
            return zip.getEntry("[Content_Types].xml") != null && zip.getEntry("xl/workbook.xml") != null;
        }
    }
}
