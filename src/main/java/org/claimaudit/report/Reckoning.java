package org.claimaudit.report;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.claimaudit.ingest.TableDef;
import org.claimaudit.ingest.Tables;
import org.claimaudit.report.Evidence.Earlier;
import org.claimaudit.report.Evidence.Item;
import org.claimaudit.report.Evidence.Line;
import org.claimaudit.report.Evidence.Share;
import org.claimaudit.support.Messages;

/** The arithmetic of a source row in words, so that a person can check it with a pencil. */
final class Reckoning {
    private final Locale language;

    Reckoning(Locale language) {
        this.language = language;
    }

    /** What the row is: day, item, quantity × price = amount; empty where the data no longer have the row. */
    String what(Line line) {
        var words = new ArrayList<String>();
        if (line.from() != null) {
            boolean span = line.to() != null && !line.to().equals(line.from());
            words.add(
                    span
                            ? say("row.span", line.from().toString(), String.valueOf(line.to()))
                            : line.from().toString());
        }
        Item item = line.item();
        BigDecimal amount = line.amount();
        if (item != null) {
            words.add(item.name());
        }
        if (amount != null) {
            words.add(
                    item == null
                            ? say("row.bill", Page.yuan(amount))
                            : say("row.product", plain(item.quantity()), plain(item.price()), Page.yuan(amount)));
        }
        return String.join(" ", words);
    }

    /** How the money of the row was computed; nothing for a row that only proves. */
    List<String> money(Line line) {
        if (line.gross().signum() == 0) {
            return List.of();
        }
        var sentences = new ArrayList<String>();
        Share share = line.share();
        String paid = share == null
                ? say("row.paid", Page.yuan(line.ofRow()))
                : say(
                        share.withinPolicy() ? "row.share" : "row.share.whole",
                        Page.yuan(share.spread()),
                        Page.yuan(share.part()),
                        Page.yuan(share.whole()),
                        Page.yuan(line.ofRow()));
        sentences.add(paid + say("comma") + say("row.claimed", Page.yuan(line.gross())));
        for (Earlier earlier : line.earlier()) {
            sentences.add(say(
                    earlier.ruleId().isEmpty() ? "row.decided" : "row.earlier",
                    earlier.ruleId(),
                    earlier.findingId(),
                    Page.yuan(earlier.gross()),
                    Page.yuan(earlier.got())));
        }
        if (line.wanted().compareTo(line.gross()) < 0) {
            sentences.add(say("row.upheld", Page.yuan(line.wanted())));
        }
        if (line.isCut()) {
            sentences.add(say(
                    "row.left",
                    Page.yuan(line.leftOfRow()),
                    Page.yuan(line.leftOfSettlement()),
                    Page.yuan(line.ofSettlement()),
                    Page.yuan(line.ofSettlement().subtract(line.leftOfSettlement()))));
        }
        sentences.add(
                line.withheld().signum() > 0
                        ? say("row.withheld", Page.yuan(line.withheld()))
                        : say("row.net", Page.yuan(line.net())));
        if (line.account().signum() > 0) {
            sentences.add(say("row.account", Page.yuan(line.account())));
        }
        return sentences;
    }

    /** Which other findings were served of the settlements before rows of this one got less than claimed. */
    List<String> earlier(List<Line> lines) {
        var got = new LinkedHashMap<Earlier, BigDecimal>();
        var sentences = new ArrayList<String>();
        lines.stream()
                .filter(Line::isCut)
                .collect(Collectors.groupingBy(
                        line -> String.valueOf(line.settlement()), LinkedHashMap::new, Collectors.toList()))
                .forEach((settlement, cut) -> {
                    got.clear();
                    Line last = cut.get(cut.size() - 1);
                    last.earlierOfSettlement().stream()
                            .filter(claim -> !claim.findingId().equals(last.findingId()))
                            .forEach(claim -> got.merge(
                                    new Earlier(claim.findingId(), claim.ruleId(), BigDecimal.ZERO, BigDecimal.ZERO),
                                    claim.got(),
                                    BigDecimal::add));
                    got.forEach((claim, sum) -> sentences.add(say(
                            claim.ruleId().isEmpty() ? "settlement.decided" : "settlement.earlier",
                            settlement,
                            claim.ruleId(),
                            claim.findingId(),
                            Page.yuan(sum))));
                });
        return sentences;
    }

    /** What a row's table is called. */
    String table(Line line) {
        return language.getLanguage().equals("zh")
                ? Tables.find(line.table()).map(TableDef::zh).orElse(line.table())
                : line.table();
    }

    private String say(String key, Object... arguments) {
        return Messages.in(language, "dossier." + key, arguments);
    }

    private static String plain(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }
}
