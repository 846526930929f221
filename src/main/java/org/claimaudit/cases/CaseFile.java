package org.claimaudit.cases;

import java.io.Closeable;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import org.claimaudit.support.CsvFile;
import org.claimaudit.support.CsvProfile;
import org.claimaudit.support.Mask;
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
            "account");

    private final CsvFile csv;
    private final boolean reveal;

    /**
     * Writes the header; {@code out} is closed with this.
     *
     * @param reveal whether personal numbers are written in full
     */
    public CaseFile(Writer out, CsvProfile profile, boolean reveal) {
        this.csv = new CsvFile(out, profile, HEADER);
        this.reveal = reveal;
    }

    /** Writes one finding. */
    public void add(Case found) {
        csv.row(
                found.findingId(),
                found.ruleId(),
                found.ruleTitle(),
                found.grade(),
                found.severity(),
                found.fixmedinsCode(),
                found.fixmedinsName(),
                masked(found.psnNo()),
                found.mdtrtId(),
                found.setlId(),
                found.beginDate(),
                found.endDate(),
                message(found),
                found.evidenceRows(),
                found.amountGross(),
                found.amountNet(),
                found.status(),
                found.legalBasis(),
                found.month(),
                found.withheld(),
                found.account());
    }

    /** A rule's message may name the person whom it is about. */
    private String message(Case found) {
        String person = found.psnNo();
        String masked = masked(person);
        return person == null || person.isEmpty() || masked == null
                ? found.message()
                : found.message().replace(person, masked);
    }

    private @Nullable String masked(@Nullable String number) {
        return reveal || number == null ? number : Mask.id(number);
    }

    @Override
    public void close() throws IOException {
        csv.close();
    }
}
