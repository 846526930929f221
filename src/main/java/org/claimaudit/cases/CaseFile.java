package org.claimaudit.cases;

import java.io.Closeable;
import java.io.IOException;
import java.io.Writer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.claimaudit.support.CsvFile;
import org.claimaudit.support.CsvProfile;
import org.jspecify.annotations.Nullable;

/** A CSV file of findings, in the columns that other programs rely on. */
public final class CaseFile implements Closeable {
    private static final List<String> HEADER = List.of(
            "finding_id",
            "rule_id",
            "rule_title",
            "grade",
            "severity",
            "fixmedins_code",
            "fixmedins_name",
            "psn_no",
            "mdtrt_id",
            "setl_id",
            "begin_date",
            "end_date",
            "message",
            "evidence_rows",
            "amount_gross",
            "amount_net",
            "status",
            "legal_basis",
            "month",
            "withheld",
            "account",
            "strength");

    /** What an institution fills in and sends back, see {@code cases decide}. */
    private static final List<String> REPLY = List.of("response", "grounds");

    private final CsvFile csv;
    private final int reply;
    private final Disclosure disclosure;

    /**
     * Writes the header; {@code out} is closed with this.
     *
     * @param reveal whether personal numbers are written in full
     */
    public CaseFile(Writer out, CsvProfile profile, boolean reveal) {
        this(out, profile, reveal, false);
    }

    /** As {@link #CaseFile(Writer, CsvProfile, boolean)}, with empty columns for the institution's reply if wanted. */
    public CaseFile(Writer out, CsvProfile profile, boolean reveal, boolean reply) {
        this.reply = reply ? REPLY.size() : 0;
        this.csv = new CsvFile(
                out,
                profile,
                Stream.concat(HEADER.stream(), REPLY.stream().limit(this.reply)).toList());
        this.disclosure = new Disclosure(reveal);
    }

    /** Writes one finding. */
    public void add(Case found) {
        add(found, List.of());
    }

    /** Writes one finding here and to other files that were opened alike. */
    public void add(Case found, List<CaseFile> also) {
        @Nullable
        Object[] cells = {
            found.findingId(),
            found.ruleId(),
            found.ruleTitle(),
            found.grade(),
            found.severity(),
            found.fixmedinsCode(),
            found.fixmedinsName(),
            disclosure.number(found.psnNo()),
            found.mdtrtId(),
            found.setlId(),
            found.beginDate(),
            found.endDate(),
            disclosure.message(found.message(), found.psnNo()),
            found.evidenceRows(),
            found.amountGross(),
            found.amountNet(),
            found.status(),
            found.legalBasis(),
            found.month(),
            found.withheld(),
            found.account(),
            found.strength()
        };
        csv.row(also.stream().map(file -> file.csv).toList(), Arrays.copyOf(cells, cells.length + reply));
    }

    @Override
    public void close() throws IOException {
        csv.close();
    }
}
