package org.claimaudit.lab;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** The fictitious county's items and diagnoses, read from the resources {@code lab/items.csv} and {@code lab/diagnoses.csv}. */
final class Catalogue {
    private final List<Item> items = rows("items.csv").map(Catalogue::item).toList();
    private final List<Diagnosis> diagnoses =
            rows("diagnoses.csv").map(Catalogue::diagnosis).toList();

    private final Map<String, List<Item>> byTag = byTag(items);

    /** Items that carry the tag, in the order of the file. */
    List<Item> tagged(String tag) {
        return byTag.getOrDefault(tag, List.of());
    }

    /** The only item with the tag. */
    Item one(String tag) {
        List<Item> found = tagged(tag);
        if (found.size() != 1) {
            throw new IllegalStateException(found.size() + " items are tagged " + tag);
        }
        return found.get(0);
    }

    List<Diagnosis> diagnoses(String setting) {
        return diagnoses.stream().filter(d -> d.setting().equals(setting)).toList();
    }

    /** A diagnosis of the setting, common ones more often. */
    Diagnosis diagnosis(String setting, Dice dice) {
        List<Diagnosis> choices = diagnoses(setting);
        int left = dice.below(choices.stream().mapToInt(Diagnosis::weight).sum());
        for (Diagnosis choice : choices) {
            left -= choice.weight();
            if (left < 0) {
                return choice;
            }
        }
        throw new IllegalStateException("no diagnosis in setting " + setting);
    }

    private static Map<String, List<Item>> byTag(List<Item> items) {
        var byTag = new HashMap<String, List<Item>>();
        for (Item item : items) {
            item.tags()
                    .forEach(tag ->
                            byTag.computeIfAbsent(tag, t -> new ArrayList<>()).add(item));
        }
        return byTag;
    }

    private static Item item(String[] f) {
        long price = new BigDecimal(f[5]).movePointRight(4).longValueExact();
        return new Item(
                f[0], f[1], f[2], f[3], f[4], price, f[6], f[7], f[8], Set.copyOf(Arrays.asList(f[9].split(" "))));
    }

    private static Diagnosis diagnosis(String[] f) {
        return new Diagnosis(f[0], f[1], f[2], f[3], Integer.parseInt(f[4]));
    }

    private static Stream<String[]> rows(String resource) {
        try (InputStream in = Objects.requireNonNull(Catalogue.class.getResourceAsStream("/lab/" + resource))) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return text.lines().skip(1).map(line -> line.split(",", -1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
