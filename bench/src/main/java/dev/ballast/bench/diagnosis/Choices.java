// SPDX-License-Identifier: Apache-2.0
package dev.ballast.bench.diagnosis;

import dev.ballast.control.diagnosis.Weights;
import dev.ballast.control.diagnosis.evidence.Modality;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** What can be chosen about the weights, and how it is chosen from cases. */
final class Choices {

  private static final int ROUNDS = 4;
  private static final double LEAST_GAIN = 1e-9;
  private static final double MOST_ACCUSED = 0.05;
  private static final List<Double> SHARES = List.of(0.0, 0.25, 0.5, 0.75, 1.0);
  private static final List<Double> KINDS = List.of(0.0, 0.2, 0.35, 0.5, 0.7, 1.0, 1.5, 2.0);

  /** Knows nothing of any system: all kinds count the same, nobody is a victim. */
  private static final Weights NEUTRAL = new Weights(0, 0, 1, 1.5, 1, Map.of());

  /** One number of the configuration. */
  record Choice(String name, List<Double> values, ToDoubleFunction<Weights> get, Setter setter) {

    double of(Weights weights) {
      return get.applyAsDouble(weights);
    }

    Weights set(Weights weights, double value) {
      return setter.set(weights, value);
    }

    /** The value that scores best on these; of equal ones the one that is there already. */
    double best(Weights weights, List<Cases> systems) {
      double best = of(weights);
      double most = Score.mean(systems, weights).both();
      for (double value : values) {
        double score = Score.mean(systems, set(weights, value)).both();
        if (score > most + LEAST_GAIN) {
          most = score;
          best = value;
        }
      }
      return best;
    }
  }

  /** Makes other weights of some. */
  @FunctionalInterface
  interface Setter {
    Weights set(Weights weights, double value);
  }

  static final List<Choice> ALL = all();

  private Choices() {}

  private static List<Choice> all() {
    List<Choice> all = new ArrayList<>();
    all.add(
        new Choice(
            "second",
            SHARES,
            Weights::second,
            (w, v) -> new Weights(v, w.victim(), w.outside(), w.least(), w.unseen(), w.kinds())));
    all.add(
        new Choice(
            "victim",
            SHARES,
            Weights::victim,
            (w, v) -> new Weights(w.second(), v, w.outside(), w.least(), w.unseen(), w.kinds())));
    all.add(
        new Choice(
            "outside",
            List.of(0.0, 0.1, 0.3, 0.6, 1.0),
            Weights::outside,
            (w, v) -> new Weights(w.second(), w.victim(), v, w.least(), w.unseen(), w.kinds())));
    for (Modality modality : Modality.values()) {
      all.add(
          new Choice(
              modality.word(),
              KINDS,
              w -> w.kinds().getOrDefault(modality, 1.0),
              (w, v) -> w.with(modality, v)));
    }
    return List.copyOf(all);
  }

  /** One number after the other, again and again, from where nothing is known. */
  static Weights climb(List<Cases> systems) {
    Weights weights = NEUTRAL;
    for (int round = 0; round < ROUNDS; round++) {
      Weights before = weights;
      for (Choice choice : ALL) {
        weights = choice.set(weights, choice.best(weights, systems));
      }
      if (weights.equals(before)) {
        break;
      }
    }
    return weights;
  }

  /** Most causes named rightly, while few healthy windows are accused. */
  static Weights strictness(List<Cases> systems) {
    Weights best = Weights.DEFAULT;
    double most = -1;
    for (double least : new double[] {0.5, 1, 1.5, 2, 2.5, 3}) {
      for (double unseen : new double[] {0.5, 0.75, 1, 1.25, 1.5}) {
        Weights d = Weights.DEFAULT;
        Weights tried = new Weights(d.second(), d.victim(), d.outside(), least, unseen, d.kinds());
        double named = 0;
        int accused = 0;
        int windows = 0;
        for (Cases one : systems) {
          Cases.Verdicts verdicts = one.verdicts(tried);
          named += (verdicts.right() - verdicts.wrong()) / (double) one.size();
          accused += verdicts.accused();
          windows += verdicts.windows();
        }
        if (accused <= MOST_ACCUSED * windows && named > most + LEAST_GAIN) {
          most = named;
          best = tried;
        }
      }
    }
    return best;
  }

  static String text(Weights weights) {
    return ALL.stream()
        .map(choice -> "%s %s".formatted(choice.name(), number(choice.of(weights))))
        .collect(Collectors.joining(", "));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
