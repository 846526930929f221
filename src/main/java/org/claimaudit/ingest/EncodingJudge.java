package org.claimaudit.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import org.claimaudit.support.ExitCode;
import org.claimaudit.support.Messages;
import org.claimaudit.support.UserError;

/**
 * Decides what a file is that is not valid UTF-8: GB18030, or damaged. Every multibyte sequence is counted under both readings. Chinese text in
 * GB18030 seldom happens to be valid UTF-8 (about one sequence in ten), while UTF-8 with one character damaged is valid nearly everywhere and
 * would be loaded as garbled text if it were taken for GB18030.
 */
final class EncodingJudge {
    private static final int BLOCK = 1 << 20;
    /** So many sequences that are no UTF-8, against fewer good ones, need no further proof. */
    private static final long PLENTY = 1000;

    private final Count utf8 = new Count();
    private final Count gb18030 = new Count();

    private EncodingJudge() {}

    /** Sequences that are characters and bytes that are none, and where the first of these stands. */
    private static final class Count {
        long good;
        long bad;
        long firstBadOffset;
        long firstBadLine;
        int skip;

        void take(int length, long at, long line) {
            if (skip > 0) {
                skip--;
            } else if (length > 0) {
                good++;
                skip = length - 1;
            } else {
                if (bad == 0) {
                    firstBadOffset = at;
                    firstBadLine = line;
                }
                bad++;
            }
        }
    }

    /**
     * The encoding of a file that is not valid UTF-8.
     *
     * @throws UserError {@link ExitCode#BAD_INPUT} naming line and byte when the file is damaged
     */
    static TextEncoding judge(FileHead head) throws IOException {
        var judge = new EncodingJudge();
        judge.count(head);
        String name = head.name();
        Count utf8 = judge.utf8;
        Count gb = judge.gb18030;
        if (utf8.bad == 0) {
            return TextEncoding.UTF_8;
        }
        boolean damagedUtf8 = gb.bad == 0 ? utf8.good >= 4 * utf8.bad : utf8.good >= 2 * utf8.bad || utf8.bad <= gb.bad;
        if (damagedUtf8) {
            throw damaged(name, TextEncoding.UTF_8, new BadText(utf8.firstBadLine, utf8.firstBadOffset));
        }
        if (gb.bad > 0) {
            throw damaged(name, TextEncoding.GB18030, new BadText(gb.firstBadLine, gb.firstBadOffset));
        }
        return TextEncoding.GB18030;
    }

    /** What a copy that broke off, or a disk that failed, leaves in place of text. */
    static UserError hole(String name, BadText zeros) {
        return new UserError(
                ExitCode.BAD_INPUT,
                Messages.text("ingest.hole", name, Long.toString(zeros.line()), Long.toString(zeros.offset() + 1)),
                Messages.text("ingest.damaged.todo"));
    }

    static UserError damaged(String name, TextEncoding encoding, BadText bad) {
        return new UserError(
                ExitCode.BAD_INPUT,
                Messages.text(
                        "ingest.damaged",
                        name,
                        Long.toString(bad.line()),
                        Long.toString(bad.offset() + 1),
                        encoding.label()),
                Messages.text("ingest.damaged.todo"));
    }

    private void count(FileHead head) throws IOException {
        var block = new byte[BLOCK];
        long offset = 0;
        long line = 1;
        int kept = 0;
        try (InputStream in = ExportText.open(Files.newInputStream(head.path()), TextEncoding.UTF_8, head.dialect())) {
            while (true) {
                int n = in.readNBytes(block, kept, BLOCK - kept);
                int to = kept + n;
                boolean end = to < BLOCK;
                // A sequence is at most four bytes long: the last three wait for what follows them.
                int until = end ? to : to - 3;
                // A mark in UTF-8 stands before GB18030 too, and is no part of it.
                for (int p = offset == 0 ? Bytes.marks(block) : 0; p < until; p++) {
                    byte b = block[p];
                    if (b == '\n') {
                        line++;
                    }
                    if (b < 0 || utf8.skip > 0) {
                        utf8.take(b < 0 ? Utf8.sequence(block, p, to) : 0, offset + p, line);
                    }
                    if (b < 0 || gb18030.skip > 0) {
                        gb18030.take(b < 0 ? Gb18030.sequence(block, p, to) : 0, offset + p, line);
                    }
                }
                if (end || (utf8.bad > PLENTY && utf8.good < utf8.bad && gb18030.bad == 0)) {
                    return;
                }
                kept = to - until;
                System.arraycopy(block, until, block, 0, kept);
                offset += until;
            }
        }
    }
}
