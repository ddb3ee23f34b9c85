// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.cost;

import dev.ballast.control.cost.BudgetPrice;
import dev.ballast.control.cost.live.LiveBudget;
import dev.ballast.control.cost.live.LiveCost;
import dev.ballast.control.incident.Incident;
import dev.ballast.server.auth.Role;
import dev.ballast.server.http.ApiException;
import dev.ballast.server.http.Endpoint;
import dev.ballast.server.http.Parameters;
import dev.ballast.server.http.Reply;
import dev.ballast.server.http.Request;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What reliability costs and is worth: what to buy, and what error budgets are worth now. */
public final class CostApi {

  private static final String PATH = "/api/v1/cost";
  private static final double LONGEST = 60 * 24 * 31;

  private final CostWatch watch;
  private final Supplier<List<Incident>> incidents;

  public CostApi(CostWatch watch, Supplier<List<Incident>> incidents) {
    this.watch = watch;
    this.incidents = incidents;
  }

  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(PATH, Role.VIEWER, _ -> Reply.json(all())),
        Endpoint.get(PATH + "/price", Role.VIEWER, r -> Reply.json(price(r))),
        Endpoint.get(PATH + "/losses", Role.VIEWER, _ -> Reply.json(losses())));
  }

  /** Every model. */
  record CostJson(List<ModelJson> models) {}

  /**
   * One of them.
   *
   * @param report what to buy; null when it could not be worked out
   * @param problem why; empty otherwise
   */
  record ModelJson(
      String model,
      String currency,
      String problem,
      @Nullable RoiJson report,
      List<LiveJson> journeys) {}

  private CostJson all() {
    return new CostJson(
        watch.latest().stream()
            .map(
                one ->
                    new ModelJson(
                        one.model().name(),
                        one.model().currency(),
                        one.problem(),
                        one.report() == null ? null : RoiJson.of(one.report()),
                        watch.live(one.model()).journeys().stream().map(LiveJson::of).toList()))
            .toList());
  }

  private LossesJson losses() {
    List<Incident> known = incidents.get();
    return new LossesJson(
        watch.latest().stream()
            .map(one -> LossesJson.of(one.model(), watch.realised(one.model(), known)))
            .toList());
  }

  /**
   * What one thing costs of a journey's error budget.
   *
   * @param expected loss: minutes × share × probability × the value of a minute
   * @param budgetShare of the whole budget that it is expected to take; null without a live budget
   * @param leftValue of the budget now, null without one
   * @param affordable whether what is left pays for it even when it goes as badly as feared; null
   *     without a live budget
   */
  record PriceOfJson(
      String model,
      String journey,
      String currency,
      double minutes,
      double share,
      double probability,
      BigDecimal expected,
      BigDecimal worst,
      @Nullable Double budgetShare,
      @Nullable BigDecimal leftValue,
      @Nullable Boolean affordable) {}

  private PriceOfJson price(Request request) {
    Parameters given = request.parameters();
    List<String> wrong = new ArrayList<>();
    double minutes = number(given, "minutes", 60, LONGEST, wrong);
    double share = number(given, "share", 0.1, 1, wrong);
    double probability = number(given, "probability", 1, 1, wrong);
    if (!wrong.isEmpty()) {
      throw ApiException.badRequest(String.join("\n", wrong));
    }
    CostWatch.Priced model = model(given.get("model", ""));
    LiveCost.AtWork work = journey(watch.live(model.model()), given.get("journey", ""));
    BudgetPrice price = work.price();
    LiveBudget budget = work.budget();
    double expected = price.experiment(minutes, share, probability);
    double lost = minutes * share;
    return new PriceOfJson(
        model.model().name(),
        work.journey().name(),
        model.model().currency(),
        minutes,
        share,
        probability,
        LiveJson.cents(expected),
        LiveJson.cents(price.experiment(minutes, share, 1)),
        budget == null || budget.budgetMinutes() <= 0
            ? null
            : lost * probability / budget.budgetMinutes(),
        budget == null ? null : LiveJson.cents(budget.leftValue()),
        budget == null ? null : lost <= budget.leftMinutes());
  }

  private CostWatch.Priced model(String name) {
    List<CostWatch.Priced> all = watch.latest();
    return all.stream()
        .filter(one -> name.isEmpty() ? all.size() == 1 : one.model().name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> unknown("model", name, all.stream().map(one -> one.model().name()).toList()));
  }

  private static LiveCost.AtWork journey(LiveCost live, String name) {
    List<LiveCost.AtWork> all = live.journeys();
    return all.stream()
        .filter(one -> name.isEmpty() ? all.size() == 1 : one.journey().name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> unknown("journey", name, all.stream().map(one -> one.journey().name()).toList()));
  }

  private static ApiException unknown(String what, String name, List<String> known) {
    String expected =
        known.isEmpty()
            ? "a CostModel in the configuration"
            : "one of " + known.stream().collect(Collectors.joining(", "));
    return new ApiException(
        404,
        "not_found",
        "%s: %s (expected: %s)".formatted(what, name.isEmpty() ? "missing" : name, expected));
  }

  private static double number(
      Parameters given, String name, double usual, double most, List<String> wrong) {
    String text = given.get(name, "");
    if (text.isEmpty()) {
      return usual;
    }
    try {
      double value = Double.parseDouble(text);
      if (value >= 0 && value <= most) {
        return value;
      }
    } catch (NumberFormatException _) {
      // Told below, as everything else that is no number in its range.
    }
    wrong.add("%s: %s (expected: a number 0..%s)".formatted(name, text, trimmed(most)));
    return usual;
  }

  private static String trimmed(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }
}
