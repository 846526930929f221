package org.claimaudit.lab;

import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.claimaudit.lab.Behaviour.Mark;
import org.claimaudit.lab.Episode.Trait;

/** Turns an episode into encounter, settlements and fee lines. */
final class Biller {
    private final World world;
    private final VisitBiller visits;
    private final StayBiller stays;
    private final Deceits deceits;
    private final Benefit benefit;

    Biller(World world) {
        this.world = world;
        this.visits = new VisitBiller(world);
        this.stays = new StayBiller(world);
        this.deceits = new Deceits(world);
        this.benefit = new Benefit(world.tariff());
    }

    /** @param slot when an outpatient pays, unless the plan says so itself */
    Case bill(Episode episode, LocalTime slot) {
        return episode.isStay() ? stay(episode) : visit(episode, episode.time == null ? slot : episode.time);
    }

    private Case visit(Episode episode, LocalTime time) {
        Person person = world.people().get(episode.person);
        if (episode.is(Behaviour.BILL_UNDER_SECOND_NUMBER)) {
            person = person.otherwiseInsured();
        }
        LocalDateTime seen = episode.from.atTime(time);
        LocalDateTime paid = episode.settled.atTime(time);
        List<Line> lines = new ArrayList<>(visits.lines(episode, seen));
        deceits.alter(episode, lines);
        List<Bill> bills = bills(episode, person, lines, paid);
        return finish(episode, person, seen.minusMinutes(16), seen, 0, bills);
    }

    private Case stay(Episode episode) {
        Person person = world.people().get(episode.person);
        Dice dice = episode.dice('T');
        LocalDateTime begin = episode.from.atTime(dice.between(9, 16), dice.below(60), dice.below(60));
        boolean oneDay = episode.to.equals(episode.from);
        LocalDateTime end = episode.to.atTime(oneDay ? 23 : 9, dice.between(30, 59), dice.below(60));
        LocalDateTime paid = episode.settled.atTime(oneDay ? 23 : 10, 59, dice.below(60));
        int declared = episode.days() + (episode.is(Behaviour.DECLARE_EXTRA_DAYS) ? dice.between(2, 5) : 0);
        List<Line> lines = new ArrayList<>(stays.lines(episode, declared));
        deceits.alter(episode, lines);
        if (Habits.postsInOneBatch(episode.at)) {
            lines = postedAtOnce(lines, end.minusMinutes(25));
        }
        if (episode.has(Trait.REFUND_LINE)) {
            giveBack(lines);
        }
        return finish(episode, person, begin, end, declared, bills(episode, person, lines, paid));
    }

    private Case finish(
            Episode episode, Person person, LocalDateTime begin, LocalDateTime end, int declared, List<Bill> bills) {
        boolean sent = !Habits.sendsNoLines(episode.at);
        boolean wholly = episode.behaviour != null && episode.behaviour.mark == Mark.CASE;
        var billed = new Case(episode, person, begin, end, declared, sent, bills);
        if (episode.is(Behaviour.DECLARE_EXTRA_DAYS)) {
            Bill bill = bills.get(0);
            bill.taken = Math.floorDiv(2 * bill.fundTotal * (declared - episode.days()) + declared, 2L * declared);
        } else if (wholly) {
            bills.forEach(bill -> bill.lines.forEach(line -> line.plant(1, 1)));
        } else if (episode.is(Behaviour.SPLIT_ONE_VISIT)) {
            bills.get(0).taken = takenBySplitting(episode);
        }
        return billed;
    }

    private List<Bill> bills(Episode episode, Person person, List<Line> lines, LocalDateTime paid) {
        number(episode, lines, 1);
        var bill = new Bill("53" + episode.id + "1", paid, lines);
        if (episode.is(Behaviour.INCONSISTENT_AMOUNTS)) {
            Tampering.beforeSettlement(bill, episode.dice('Y'));
        }
        benefit.settle(bill, episode, person);
        if (episode.is(Behaviour.INCONSISTENT_AMOUNTS)) {
            Tampering.afterSettlement(bill, episode.dice('Y'));
        }
        return episode.has(Trait.BILLED_AGAIN) ? billedAgain(episode, person, bill) : List.of(bill);
    }

    /** The first bill is taken back some minutes later, with or without its lines, and written anew. */
    private List<Bill> billedAgain(Episode episode, Person person, Bill wrong) {
        boolean withLines =
                episode.is(Behaviour.REFUND_AND_REBILL) || episode.dice('A').chance(0.5);
        LocalDateTime when = wrong.settledAt.plusMinutes(episode.is(Behaviour.REFUND_AND_REBILL) ? 5 : 15);
        List<Line> back = wrong.lines.stream().map(line -> line.refund(when)).toList();
        List<Line> anew = wrong.lines.stream().map(Line::copy).toList();
        Bill reversal = wrong.reversal("53" + episode.id + "2", when, withLines ? back : List.of());
        Bill again = new Bill("53" + episode.id + "3", when.plusMinutes(4), anew);
        benefit.settle(again, episode, person);
        if (withLines) {
            number(episode, reversal.lines, 1 + wrong.lines.size());
            number(episode, again.lines, 1 + 2 * wrong.lines.size());
        } else {
            number(episode, again.lines, 1);
            wrong.lines.clear();
        }
        return List.of(wrong, reversal, again);
    }

    private static void number(Episode episode, List<Line> lines, int first) {
        for (int i = 0; i < lines.size(); i++) {
            lines.get(i).number = "57" + episode.id + Cells.padded(first + i, 4);
        }
    }

    /** One line per item and price, its count the sum, all entered within minutes before discharge. */
    private static List<Line> postedAtOnce(List<Line> lines, LocalDateTime when) {
        Map<String, List<Line>> alike = new LinkedHashMap<>();
        lines.forEach(
                line -> alike.computeIfAbsent(line.item.code() + line.price + line.takenHome, k -> new ArrayList<>())
                        .add(line));
        List<Line> posted = new ArrayList<>();
        for (List<Line> group : alike.values()) {
            Line first = group.get(0);
            int count = group.stream().mapToInt(line -> line.count).sum();
            Line line = new Line(first.item, when.plusSeconds(8L * posted.size()), count, first.price, first.covered);
            line.order(first.order).takenHome = first.takenHome;
            line.days = first.days;
            posted.add(line);
        }
        return posted;
    }

    /** A drug that was not given after all comes off the bill the next day. */
    private static void giveBack(List<Line> lines) {
        List<Line> drugs = lines.stream()
                .filter(line -> line.item.isDrug() && !line.takenHome)
                .toList();
        if (!drugs.isEmpty()) {
            Line returned = drugs.get(drugs.size() / 2);
            lines.add(returned.refund(returned.time.plusHours(3)));
        }
    }

    /** What this settlement adds to the fund's payment for a visit that was cut into several. */
    private long takenBySplitting(Episode episode) {
        return gain(episode) - (episode.before == null ? 0 : gain(episode.before));
    }

    /** What the fund pays for the settlements up to this one beyond what it would pay for them as one visit. */
    private long gain(Episode last) {
        long inPolicy = 0;
        long fund = 0;
        int rate = 0;
        for (Episode e = last; e != null; e = e.before) {
            Person person = world.people().get(e.person);
            Bill bill = bills(e, person, visits.lines(e, e.from.atStartOfDay()), e.from.atStartOfDay())
                    .get(0);
            inPolicy += bill.inPolicy;
            fund += bill.fundTotal;
            rate = bill.rate;
        }
        long limit = world.tariff().visitLimit(last.at.level());
        return fund - Tariff.percent(Math.min(inPolicy, limit), rate);
    }
}
