// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.cost;

import dev.ballast.model.Money;
import dev.ballast.model.cost.CostModel;
import dev.ballast.model.cost.Damage;
import dev.ballast.model.cost.Investment;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Compares everything that could be bought with the state as it is. */
public final class RoiAnalysis {

  private static final int MOST_LOOKED = 20_000;
  private static final int MOST_JUDGED = 24;
  private static final double SPARE = 0.1;

  private final Options options;
  private final Effort effort;
  private final Evaluator evaluator;
  private final Bench bench;
  private final Map<Integer, Choice> judged = new LinkedHashMap<>();

  private RoiAnalysis(CostModel model, List<Investment> investments, Effort effort) {
    this.options = new Options(model, investments);
    this.effort = effort;
    this.evaluator = new Evaluator(options, effort);
    this.bench = new Bench(options, effort);
  }

  /**
   * The answer.
   *
   * @throws IllegalArgumentException when there are too many investments, or a budget is in another
   *     currency
   */
  public static RoiReport of(
      CostModel model, List<Investment> investments, Question question, Effort effort) {
    CostModel asked = question.target().map(model::withObjective).orElse(model);
    return new RoiAnalysis(asked, investments, effort).report(question);
  }

  private RoiReport report(Question question) {
    FrontierSearch search =
        new FrontierSearch(options.size(), options::isPossible, evaluator::of, MOST_LOOKED);
    List<Point> efficient = search.run();
    for (int portfolio : candidates(efficient, search.seen())) {
      judged.put(portfolio, bench.judge(portfolio));
    }
    Map.Entry<Integer, Choice> best =
        judged.entrySet().stream()
            .min(Comparator.comparingDouble(entry -> entry.getValue().mean()))
            .orElseThrow();
    Choice safest =
        judged.values().stream()
            .min(Comparator.comparingDouble(choice -> choice.total().cvar95()))
            .orElseThrow();
    CostModel model = options.base();
    Choice present = choice(0);
    List<Sensitivity> sensitivities =
        new Sensitivities(evaluator.quick(), options, efficient, best.getKey())
            .of(Numbers.of(options.applied(best.getKey())));
    return new RoiReport(
        model.name(),
        model.currency(),
        effort.years(),
        effort.seed(),
        present.exactLoss().isPresent(),
        search.seen().size(),
        options.size() <= FrontierSearch.EXHAUSTIVE,
        present,
        best.getValue(),
        safest,
        efficient.stream().map(point -> choice(point.portfolio())).toList(),
        judged.values().stream().sorted(Comparator.comparingDouble(Choice::mean)).toList(),
        steps(efficient),
        BreakEven.of(efficient, options),
        perMinute(model),
        sensitivities,
        spares(best.getValue()),
        givesBack(best.getKey()),
        target(question),
        question.budget().map(budget -> within(budget, present)),
        model.journeys().stream().map(journey -> BudgetPrice.of(model, journey)).toList());
  }

  static List<String> names(Options options, int portfolio) {
    return options.of(portfolio).stream().map(Investment::name).toList();
  }

  private Choice choice(int portfolio) {
    return judged.computeIfAbsent(portfolio, bench::judge);
  }

  /** The present state, the efficient ones, each option alone, and the best of the rest. */
  private Set<Integer> candidates(List<Point> efficient, Collection<Point> seen) {
    Set<Integer> chosen = new LinkedHashSet<>();
    chosen.add(0);
    efficient.stream()
        .sorted(Comparator.comparingDouble(Point::total))
        .limit(MOST_JUDGED)
        .forEach(point -> chosen.add(point.portfolio()));
    Stream<Integer> rest =
        Stream.concat(
            seen.stream().map(Point::portfolio).filter(p -> Integer.bitCount(p) == 1).sorted(),
            seen.stream()
                .sorted(Comparator.comparingDouble(Point::total).thenComparingInt(Point::portfolio))
                .map(Point::portfolio));
    rest.takeWhile(_ -> chosen.size() < MOST_JUDGED).forEach(chosen::add);
    return chosen;
  }

  private List<Step> steps(List<Point> efficient) {
    List<Step> steps = new ArrayList<>();
    for (int i = 1; i < efficient.size(); i++) {
      Point from = efficient.get(i - 1);
      Point to = efficient.get(i);
      steps.add(
          new Step(
              names(options, from.portfolio()),
              names(options, to.portfolio()),
              to.spend().subtract(from.spend()).doubleValue(),
              from.loss() - to.loss()));
    }
    return steps;
  }

  /** With one journey that loses by the minute only, factors are prices. */
  private static Optional<Double> perMinute(CostModel model) {
    Damage damage = model.journeys().getFirst().damage();
    return model.journeys().size() == 1 && damage.isLinear()
        ? Optional.of(damage.perMinute().mean())
        : Optional.empty();
  }

  private List<Spare> spares(Choice best) {
    List<Spare> spares = new ArrayList<>();
    for (int j = 0; j < best.journeys().size(); j++) {
      double objective = options.base().journeys().get(j).objective().value();
      double served = best.journeys().get(j).served();
      double used = (1 - served) / (1 - objective);
      if (used < SPARE) {
        spares.add(new Spare(best.journeys().get(j).journey(), objective, served, used));
      }
    }
    return spares;
  }

  private List<String> givesBack(int best) {
    return options.of(best).stream()
        .filter(one -> one.saves().signum() > 0)
        .map(Investment::name)
        .toList();
  }

  private Target target(Question question) {
    Comparator<Choice> cheapest =
        Comparator.comparing(Choice::spend).thenComparingDouble(Choice::mean);
    return new Target(
        question.target().map(ratio -> ratio.value()),
        question.confidence().value(),
        judged.values().stream().filter(this::onAverage).min(cheapest),
        judged.values().stream().filter(c -> met(c) >= question.confidence().value()).min(cheapest),
        judged.values().stream()
            .max(
                Comparator.<Choice>comparingDouble(RoiAnalysis::met)
                    .thenComparing(Choice::spend, Comparator.reverseOrder()))
            .orElseThrow());
  }

  private boolean onAverage(Choice choice) {
    for (int j = 0; j < choice.journeys().size(); j++) {
      double objective = options.base().journeys().get(j).objective().value();
      if (choice.journeys().get(j).served() < objective - 1e-12) {
        return false;
      }
    }
    return true;
  }

  /** In the share of years of the journey that keeps it least often. */
  private static double met(Choice choice) {
    return choice.journeys().stream().mapToDouble(Choice.Service::met).min().orElse(1);
  }

  private Choice within(Money budget, Choice present) {
    Money most = present.spend().plus(budget);
    return judged.values().stream()
        .filter(choice -> choice.spend().compareTo(most) <= 0)
        .min(Comparator.comparingDouble(Choice::mean))
        .orElse(present);
  }
}
