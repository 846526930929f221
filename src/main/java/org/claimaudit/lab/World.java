package org.claimaudit.lab;

import java.time.YearMonth;

/** The county: who lives there, who bills there, what can be charged and what the fund pays. */
record World(GeneratorOptions options, Catalogue catalogue, Institutions institutions, People people, Tariff tariff) {

    static World of(GeneratorOptions options) {
        var catalogue = new Catalogue();
        var institutions = new Institutions(
                options.institutions(),
                options.seed(),
                options.to().atEndOfMonth().minusDays(Institution.SUSPENDED_DAYS - 1L));
        var people = new People(options, catalogue, institutions);
        return new World(options, catalogue, institutions, people, new Tariff());
    }

    /** Dice for one purpose, month and number. */
    Dice dice(char purpose, YearMonth month, long number) {
        return Dice.of(options.seed(), purpose, month.getYear() * 12L + month.getMonthValue(), number);
    }
}
