// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.cost.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ballast.control.slo.Budget;
import dev.ballast.control.slo.Burn;
import dev.ballast.control.slo.BurnRule;
import dev.ballast.control.slo.Coverage;
import dev.ballast.control.slo.Exhaustion;
import dev.ballast.control.slo.SloPolicy;
import dev.ballast.control.slo.SloStatus;
import dev.ballast.control.slo.Split;
import dev.ballast.control.slo.WindowEvents;
import dev.ballast.control.topology.analysis.DependencyGraph;
import dev.ballast.control.topology.analysis.Node;
import dev.ballast.control.topology.analysis.Promise;
import dev.ballast.model.Place;
import dev.ballast.model.ServiceName;
import dev.ballast.model.SloName;
import dev.ballast.model.cost.CostModel;
import dev.ballast.model.cost.Damage;
import dev.ballast.model.cost.Estimate;
import dev.ballast.model.cost.Failure;
import dev.ballast.model.cost.Journey;
import dev.ballast.model.cost.Part;
import dev.ballast.model.cost.Releases;
import dev.ballast.model.cost.Replicas;
import dev.ballast.model.quantity.Ratio;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class LiveCostTest {

  private static final Instant NOW = Instant.parse("2026-02-01T12:00:00Z");
  private static final Duration MONTH = Duration.ofDays(30);
  private static final ServiceName WEB = new ServiceName("web");
  private static final DependencyGraph GRAPH =
      new DependencyGraph(List.of(new Node(WEB, Node.Kind.INTERNAL)), List.of());
  private static final Map<ServiceName, Promise> PROMISES =
      Map.of(WEB, new Promise(new Ratio(0.99), "web-availability"));

  private static CostModel model(String entry) {
    Damage damage =
        new Damage(
            Estimate.of(100), Estimate.ZERO, new Ratio(0.2), List.of(), List.of(), List.of());
    Part part = new Part(entry, BigDecimal.ZERO, List.<Failure>of(), Replicas.ONE, List.of());
    return new CostModel(
        "shop",
        "EUR",
        BigDecimal.ZERO,
        3,
        Map.of(entry, part),
        List.of(new Journey("buy", entry, new Ratio(0.99), damage)),
        Optional.of(new Releases(new Ratio(0.1), 20, new Ratio(0.5))));
  }

  private static SloStatus slo(String name, SloStatus.State state, double remaining) {
    WindowEvents month = new WindowEvents(MONTH, 995, 1_000, true, List.of());
    WindowEvents hour = new WindowEvents(Duration.ofHours(1), 95, 100, true, List.of());
    WindowEvents day = new WindowEvents(Duration.ofDays(1), 99, 100, true, List.of());
    return new SloStatus(
        new SloName(name),
        "",
        Place.whole(WEB),
        state,
        new Ratio(0.99),
        month,
        new Budget(10, 10 * (1 - remaining), 1 - remaining, remaining, remaining),
        List.of(
            new Burn(BurnRule.TICKET_FAST, day, day, 1, 1, 1, false),
            new Burn(BurnRule.PAGE_FAST, hour, hour, 5, 5, 4, false)),
        new Exhaustion.NotBurning(),
        new Coverage(Ratio.ONE, Ratio.ONE),
        SloPolicy.DEFAULT.rolling(MONTH, NOW),
        Split.CLEAN,
        List.of("bad", "total"),
        "",
        NOW);
  }

  private static LiveCost.AtWork live(String entry, SloStatus... slos) {
    return LiveCost.of(model(entry), GRAPH, PROMISES, List.of(slos)).journeys().getFirst();
  }

  @Test
  void anErrorBudgetIsACurrency() {
    LiveBudget budget =
        Objects.requireNonNull(
            live(
                    "web",
                    slo("web-latency", SloStatus.State.MET, 0.1),
                    slo("web-availability", SloStatus.State.MET, 0.5))
                .budget());

    // 1 % of 30 days is 432 minutes; one of them is worth 100 less the fifth that comes back.
    assertThat(budget.slo()).isEqualTo("web-availability");
    assertThat(budget.budgetMinutes()).isCloseTo(432, within(1e-9));
    assertThat(budget.leftValue()).isCloseTo(216 * 80, within(1e-9));
    // The last hour, not the last day.
    assertThat(budget.hourLikeNow()).isCloseTo(60 * 0.05 * 80, within(1e-9));
    // 0.1 x 20 min x 0.5 is one minute.
    assertThat(budget.releasesLeft()).hasValueCloseTo(216.0, within(1e-9));
  }

  @Test
  void anOverspentBudgetPaysForNothing() {
    LiveBudget budget =
        Objects.requireNonNull(
            live("web", slo("web-availability", SloStatus.State.EXHAUSTED, -0.5)).budget());

    assertThat(budget.leftValue()).isCloseTo(-216 * 80, within(1e-9));
    assertThat(budget.releasesLeft()).hasValue(0);
  }

  @Test
  void whatIsMeasuredIsComposedAndPriced() {
    LiveCost.AtWork work = live("web", slo("web-availability", SloStatus.State.MET, 0.5));
    ObservedChain chain = Objects.requireNonNull(work.chain());

    assertThat(chain.served()).isCloseTo(0.995, within(1e-12));
    assertThat(chain.entrySeen()).isEqualTo(Seen.Basis.MEASURED);
    assertThat(work.yearly(1 - chain.served())).isCloseTo(0.005 * 525_600 * 80, within(1e-6));
  }

  @Test
  void noDataIsNoBudgetAndNoMeasurement() {
    LiveCost.AtWork blind = live("web", slo("web-availability", SloStatus.State.NO_DATA, 1));

    assertThat(blind.budget()).isNull();
    assertThat(Objects.requireNonNull(blind.chain()).entrySeen()).isEqualTo(Seen.Basis.PROMISED);
    assertThat(live("not a service").chain()).isNull();
    assertThat(live("unseen").chain()).isNull();
  }
}
