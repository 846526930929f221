package org.claimaudit.cli;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.claimaudit.recovery.Posting;
import org.claimaudit.recovery.PostingKind;
import org.claimaudit.support.Messages;

/** What a file moved, one line for each kind of movement. */
final class PostedText {
    private PostedText() {}

    static List<String> lines(List<Posting> postings) {
        Map<PostingKind, Long> sums = new EnumMap<>(PostingKind.class);
        postings.forEach(posting -> sums.merge(posting.kind(), posting.fen(), Long::sum));
        var lines = new ArrayList<String>();
        sums.forEach((kind, fen) -> lines.add(Messages.text(
                "ledger.posted",
                Messages.text("ledger." + kind.word()),
                BigDecimal.valueOf(fen, 2).toPlainString())));
        return lines;
    }
}
