package org.claimaudit.lab;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.claimaudit.lab.Behaviour.Site;
import org.claimaudit.lab.Institution.Kind;

/** Decides who cheats and how: each cheating institution keeps to its ways month after month, many are honest. */
final class Planter {
    /** So many cases of each behaviour at least at the usual rate, over all months: fewer say nothing about who finds them. */
    private static final int FEWEST = 20;

    private static final double USUAL_RATE = 0.02;

    private final World world;
    private final Planner planner;
    private final Map<Integer, List<Behaviour>> ways = new HashMap<>();
    private final Map<Behaviour, Integer> places = new HashMap<>();
    private final Plots plots = new Plots();

    Planter(World world, Planner planner) {
        this.world = world;
        this.planner = planner;
        for (Site site : Site.values()) {
            List<Behaviour> behaviours = Arrays.stream(Behaviour.values())
                    .filter(behaviour -> behaviour.site == site)
                    .toList();
            List<Institution> cheats = cheats(site);
            int turns = Math.min(behaviours.size(), cheats.size());
            for (int i = 0; i < cheats.size(); i++) {
                for (int b = 0; b < behaviours.size(); b++) {
                    if (i % turns == b % turns) {
                        add(cheats.get(i), behaviours.get(b));
                    }
                }
            }
        }
    }

    void plant(Plan plan) {
        for (Institution at : world.institutions().all()) {
            Dice dice = world.dice('B', plan.month, at.place());
            for (Behaviour behaviour : ways.getOrDefault(at.place(), List.of())) {
                var scene = new Scene(world, planner, plan, at, behaviour, dice);
                plots.play(scene, () -> count(scene));
            }
        }
    }

    private void add(Institution at, Behaviour behaviour) {
        ways.computeIfAbsent(at.place(), p -> new ArrayList<>()).add(behaviour);
        places.merge(behaviour, 1, Integer::sum);
    }

    /** Institutions of a site that cheat: every third is honest, of clinics every second, as far as there are several. */
    private List<Institution> cheats(Site site) {
        List<Institution> all =
                world.institutions().all().stream().filter(at -> isOf(at, site)).toList();
        int honest = site == Site.CLINIC || site == Site.COUNTER ? 2 : 3;
        var cheats = new ArrayList<Institution>();
        for (int i = 0; i < all.size(); i++) {
            if (all.size() < honest || i % honest != honest - 1) {
                cheats.add(all.get(i));
            }
        }
        return cheats;
    }

    private boolean isOf(Institution at, Site site) {
        boolean township = at.kind() == Kind.TOWNSHIP && !Habits.sendsNoLines(at) && !Habits.postsInOneBatch(at);
        boolean clinic = at.kind() == Kind.CLINIC && at.suspended() == null && !Habits.visitsNursingHome(at);
        boolean acute = at.kind() == Kind.HOSPITAL && Institutions.speciality(at) < 2;
        return switch (site) {
            case GENERAL -> acute && Institutions.speciality(at) == 0;
            case WARD -> acute || township;
            case TOWNSHIP -> township;
            case SILENT -> Habits.sendsNoLines(at);
            case SISTER -> township && world.institutions().isElderSister(at);
            case CLINIC -> clinic;
            case SUSPENDED -> at.suspended() != null;
            case COUNTER -> clinic || at.isPharmacy();
        };
    }

    /** Cases of one behaviour in the month: its share of what the institution honestly bills of the kind, and enough to be counted. */
    private int count(Scene scene) {
        long honest = scene.plan.honestAt(scene.at, scene.behaviour.site.beds);
        double rate = world.options().rate().doubleValue();
        int turns = world.options().months() * places.getOrDefault(scene.behaviour, 1);
        long fewest = (long) Math.ceil(FEWEST * Math.min(1, rate / USUAL_RATE) / turns);
        return (int) Math.max(Math.round(honest * rate), fewest);
    }
}
