package org.claimaudit.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.claimaudit.ingest.Explanation.Proof;
import org.claimaudit.ingest.Explanation.Sampled;

/**
 * A file's first records.
 *
 * @param encoding in which they are read
 * @param proof what speaks for that
 * @param characters how many characters beyond ASCII they hold
 * @param counts of them
 * @param records those that have as many fields as the header has names
 */
record Sample(TextEncoding encoding, Proof proof, long characters, Sampled counts, List<Row> records) {
    private static final int BYTES = 1 << 20;
    private static final int RECORDS = 1000;

    /** A record and the number of its line. */
    record Row(long line, List<String> fields) {}

    /** @throws org.claimaudit.support.UserError when the file is damaged */
    static Sample of(FileHead head) throws IOException {
        TextEncoding encoding = head.encodingGiven() || head.encoding() == TextEncoding.UTF_8
                ? head.encoding()
                : EncodingJudge.judge(head);
        Dialect dialect = head.dialect();
        String text = text(head, encoding);
        var cut = new TextRecords(text, (char) dialect.delimiter(), (char) dialect.quote(), (char) dialect.escape());
        var records = new ArrayList<Row>();
        long line = head.bodyLine();
        long seen = 0;
        long enclosed = 0;
        for (; seen < RECORDS && cut.next(); line += cut.lines()) {
            if (cut.fields().stream().allMatch(String::isBlank)) {
                continue;
            }
            seen++;
            enclosed += cut.enclosed();
            if (!cut.broken() && cut.fields().size() == dialect.fields()) {
                records.add(new Row(line, cut.fields()));
            }
        }
        long characters = (text + String.join("", head.columns()))
                .chars()
                .filter(c -> c > 0x7f)
                .count();
        return new Sample(
                encoding,
                proof(head, encoding, characters),
                characters,
                new Sampled(seen, records.size(), enclosed),
                records);
    }

    private static String text(FileHead head, TextEncoding encoding) throws IOException {
        Charset charset = ExportText.after(encoding, head.dialect()) == TextEncoding.GB18030
                ? Gb18030.CHARSET
                : StandardCharsets.UTF_8;
        try (InputStream in = ExportText.open(Files.newInputStream(head.path()), encoding, head.dialect())) {
            in.skipNBytes(head.bodyOffset());
            byte[] bytes = in.readNBytes(BYTES);
            // The end of the sample may cut a record in two.
            int to = bytes.length < BYTES ? bytes.length : Bytes.lastIndexOf(bytes, Dialect.LF, 0, BYTES) + 1;
            return new String(bytes, 0, to, charset);
        }
    }

    private static Proof proof(FileHead head, TextEncoding encoding, long characters) throws IOException {
        boolean sheet = head.dialect().delimiter() == Staging.SEPARATOR;
        if (head.encodingGiven() && !encoding.isUtf16() && !sheet) {
            return Proof.GIVEN;
        }
        byte[] begin;
        try (InputStream in = Files.newInputStream(head.path())) {
            begin = in.readNBytes(4);
        }
        boolean mark = Bytes.startsWith(begin, 0xef, 0xbb, 0xbf) || Bytes.startsWith(begin, 0x84, 0x31, 0x95, 0x33);
        if (encoding.isUtf16() || sheet || mark) {
            return Proof.MARK;
        }
        return characters == 0 ? Proof.ASCII : encoding == TextEncoding.UTF_8 ? Proof.VALID : Proof.NOT_UTF_8;
    }

    /** The texts of a column, one a record. */
    List<String> values(int column) {
        return records.stream().map(r -> r.fields().get(column).strip()).toList();
    }
}
