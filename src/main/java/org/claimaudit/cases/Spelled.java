package org.claimaudit.cases;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A constant that people write in English or in Chinese. */
interface Spelled {
    /** Its name in Java. */
    String name();

    /** The Chinese words for it, blanks between them. */
    String chinese();

    /** The word in files and in the store. */
    default String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The constant that a word of a file stands for. */
    static <T extends Spelled> Optional<T> read(T[] constants, String text) {
        return Stream.of(constants)
                .filter(one -> one.word().equals(text.toLowerCase(Locale.ROOT))
                        || List.of(one.chinese().split(" ")).contains(text))
                .findFirst();
    }

    /** The words of constants, for messages. */
    static String words(Spelled... constants) {
        return Stream.of(constants).map(Spelled::word).collect(Collectors.joining(", "));
    }
}
