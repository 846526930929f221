package org.claimaudit.lab;

import java.util.ArrayList;
import java.util.List;
import org.claimaudit.lab.Institution.Kind;

/** Prices, price limits and what the fund pays. Prices in ten-thousandths of a yuan, money in fen, rates in percent. */
final class Tariff {
    private static final long YUAN = 10_000;
    private static final long SPECIAL_WARD = 55 * YUAN;
    private static final List<String> LEVELS = List.of("05", "06", "08", "09", "11");

    private static final List<String> LIMITED =
            List.of("bed", "icu-bed", "ward-round", "general-consult", "nursing", "icu", "ct", "physio");

    /** One row of the price limits. */
    record Limit(Item item, String level, long price) {}

    /** What the institution honestly charges. */
    long price(Item item, Institution at) {
        boolean township = at.kind() == Kind.TOWNSHIP;
        if (item.tags().contains("bed")) {
            return township ? 20 * YUAN : item.price();
        }
        return township && item.tags().contains("ct") ? 160 * YUAN : item.price();
    }

    long specialWard() {
        return SPECIAL_WARD;
    }

    /** The highest price that the level may charge for a service. */
    long limit(Item item, String level) {
        boolean county = level.compareTo("08") < 0;
        if (item.tags().contains("bed")) {
            return (county ? 60 : 30) * YUAN;
        }
        return !county && item.tags().contains("ct") ? 160 * YUAN : item.price();
    }

    /** The limit as it stands on a fee line; empty for what has none. */
    String printedLimit(Item item, String level) {
        boolean limited = LIMITED.stream().anyMatch(item.tags()::contains);
        return limited ? Cells.price(limit(item, level)) : "";
    }

    List<Limit> limits(Catalogue catalogue) {
        var limits = new ArrayList<Limit>();
        for (String tag : LIMITED) {
            for (Item item : catalogue.tagged(tag)) {
                LEVELS.forEach(level -> limits.add(new Limit(item, level, limit(item, level))));
            }
        }
        return limits;
    }

    /** The part of a ward's price that the fund looks at; what is above it the patient pays. */
    long coveredPrice(Item item, Institution at, long price) {
        boolean special = item.tags().contains("bed") && price == SPECIAL_WARD;
        return special ? price(item, at) : price;
    }

    /** In-policy cost of one ordinary outpatient visit up to which the fund pays, in fen. */
    long visitLimit(String level) {
        return switch (level) {
            case "11" -> 10_000;
            case "08", "09" -> 20_000;
            default -> 40_000;
        };
    }

    int outpatientRate(String level) {
        return switch (level) {
            case "11" -> 65;
            case "08", "09" -> 60;
            default -> 50;
        };
    }

    int chronicRate() {
        return 70;
    }

    static long deductible(String level) {
        return level.compareTo("08") < 0 ? 40_000 : 15_000;
    }

    int inpatientRate(String level, boolean employee) {
        return (level.compareTo("08") < 0 ? 75 : 85) + (employee ? 8 : 0);
    }

    /** Half-up percentage of an amount in fen. */
    static long percent(long fen, int rate) {
        return Math.floorDiv(fen * rate + 50, 100);
    }
}
