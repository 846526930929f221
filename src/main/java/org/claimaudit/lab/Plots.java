package org.claimaudit.lab;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

/** How each behaviour is planted. */
final class Plots {
    private final Map<Behaviour, Consumer<Scene>> each = new EnumMap<>(Behaviour.class);
    private final Map<Behaviour, Consumer<Scene>> once = new EnumMap<>(Behaviour.class);

    Plots() {
        StayPlots.addTo(this);
        LinePlots.addTo(this);
        VisitPlots.addTo(this);
        VolumePlots.addTo(this);
        PersonPlots.addTo(this);
    }

    /** A plot that makes one case. */
    Plots each(Behaviour behaviour, Consumer<Scene> plot) {
        each.put(behaviour, plot);
        return this;
    }

    /** A plot that makes a month's worth of cases. */
    Plots once(Behaviour behaviour, Consumer<Scene> plot) {
        once.put(behaviour, plot);
        return this;
    }

    /** Plays as many cases as there are people for. */
    void play(Scene scene, IntSupplier count) {
        try {
            cases(scene, count);
        } catch (Planner.NobodyLeft e) {
            // a small county is soon used up; what was planted so far stays
            return;
        }
    }

    private void cases(Scene scene, IntSupplier count) {
        Consumer<Scene> scheme = once.get(scene.behaviour);
        if (scheme != null) {
            scheme.accept(scene);
            return;
        }
        Consumer<Scene> plot = each.get(scene.behaviour);
        if (plot == null) {
            throw new IllegalStateException("no plot for " + scene.behaviour.id());
        }
        for (int n = count.getAsInt(); n > 0; n--) {
            plot.accept(scene);
        }
    }
}
