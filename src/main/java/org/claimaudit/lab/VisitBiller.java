package org.claimaudit.lab;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.claimaudit.lab.Episode.Kind;
import org.claimaudit.lab.Episode.Trait;

/** Writes the lines of an outpatient visit or a purchase. */
final class VisitBiller {
    private static final int FEW_DAYS = 3;
    private static final int FOUR_WEEKS = 28;

    private final World world;
    private final Catalogue catalogue;
    private final Tariff tariff;

    VisitBiller(World world) {
        this.world = world;
        this.catalogue = world.catalogue();
        this.tariff = world.tariff();
    }

    /** @param paid when the patient pays; treatment lies in the quarter of an hour before */
    List<Line> lines(Episode visit, LocalDateTime paid) {
        Dice dice = visit.dice('V');
        var cart = new Cart(visit, paid.minusSeconds(dice.between(400, 700)));
        boolean hospital = visit.at.kind() == Institution.Kind.HOSPITAL;
        if (visit.kind == Kind.VISIT) {
            cart.add(catalogue.one(hospital ? "consult" : "general-consult"), 1);
        }
        if (visit.has(Trait.CONSULT_ONLY)) {
            return cart.lines;
        }
        if (visit.kind == Kind.VISIT && visit.at.kind() != Institution.Kind.CLINIC) {
            examine(visit, cart, hospital, dice);
        }
        prescribe(visit, cart, dice);
        return cart.lines;
    }

    private void examine(Episode visit, Cart cart, boolean hospital, Dice dice) {
        if (dice.chance(0.35)) {
            cart.add(catalogue.one("blood-count"), 1);
        }
        if (hospital && dice.chance(0.06)) {
            cart.add(catalogue.one(special(world.people().get(visit.person), visit)), 1);
        }
        if (hospital && dice.chance(0.5)) {
            cart.add(dice.pick(catalogue.tagged("exam")), 1);
        }
        if (visit.diagnosis.drugs().equals("pain") && dice.chance(0.4)) {
            cart.add(dice.pick(catalogue.tagged("physio")), 1);
        }
    }

    /** What only children, only men or only women need. */
    private static String special(Person person, Episode visit) {
        if (person.ageOn(visit.from) < 7) {
            return "only-children";
        }
        return person.gender().equals("1") ? "only-men" : "only-women";
    }

    private void prescribe(Episode visit, Cart cart, Dice dice) {
        boolean tradition = visit.at.kind() == Institution.Kind.HOSPITAL && Institutions.speciality(visit.at) == 1;
        if (tradition && dice.chance(0.5)) {
            catalogue.tagged("pieces").stream().limit(4).forEach(piece -> cart.add(piece, dice.between(6, 15) * 7));
            return;
        }
        var drugs = new ArrayList<>(catalogue.tagged(visit.diagnosis.drugs()));
        int wanted = visit.has(Trait.COSTLY) ? 3 : dice.chance(0.4) ? 2 : 1;
        for (int n = 0; n < wanted && !drugs.isEmpty(); n++) {
            Item drug = drugs.remove(dice.below(drugs.size()));
            boolean more = visit.has(Trait.COSTLY) || (visit.has(Trait.CHRONIC) && dice.chance(0.4));
            if (!visit.has(Trait.COSTLY) || cart.hasRoomFor(drug, 2)) {
                cart.add(drug, more ? 2 : 1);
            }
        }
        if (dice.chance(0.03)) {
            cart.add(catalogue.one("own"), 1);
        }
    }

    /** Lines of one visit, half a minute apart. */
    private final class Cart {
        final List<Line> lines = new ArrayList<>();
        private final Episode visit;
        private final LocalDateTime begin;

        Cart(Episode visit, LocalDateTime begin) {
            this.visit = visit;
            this.begin = begin;
        }

        void add(Item item, int count) {
            long price = tariff.price(item, visit.at);
            Line line = new Line(item, begin.plusSeconds(37L * lines.size()), count, price, price)
                    .order("R" + visit.id.substring(4) + (item.isDrug() ? "2" : "1"));
            line.days =
                    item.isDrug() && !item.grade().equals("03") ? visit.has(Trait.CHRONIC) ? FOUR_WEEKS : FEW_DAYS : 0;
            lines.add(line);
        }

        /** Whether so much more still lies within the limit of a visit. */
        boolean hasRoomFor(Item item, int count) {
            long sum = lines.stream().mapToLong(line -> line.amount).sum();
            return sum + tariff.price(item, visit.at) * count / 100 <= tariff.visitLimit(visit.at.level());
        }
    }
}
