// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ballast.control.chaos.FaultRequest.Bounds;
import dev.ballast.control.chaos.FaultTarget.Environment;
import dev.ballast.control.chaos.Standing.Objective;
import dev.ballast.model.SloName;
import dev.ballast.model.quantity.Ratio;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class GuardsTest {

  private static final Standing CALM = new Standing(List.of(slo(0.9, false, true)), List.of(), "");

  private static Objective slo(double left, boolean burning, boolean known) {
    return new Objective(
        "payments-availability",
        "payments",
        known,
        burning,
        left,
        0.001,
        Duration.ofDays(28),
        burning ? "its budget burns 20.0 times too fast" : known ? "" : "it has no data");
  }

  private static FaultTarget target(String name, String region, Environment environment) {
    return new FaultTarget(
        name,
        "host-" + region,
        "payments",
        environment,
        Map.of("region", region, FaultTarget.OPT_IN, FaultTarget.ALLOWED),
        List.of("process.stop"),
        Map.of("net.cut", "nft is not installed"));
  }

  private static List<FaultTarget> four() {
    return List.of(
        target("p1", "us-east", Environment.TEST),
        target("p2", "us-east", Environment.TEST),
        target("p3", "eu-west", Environment.TEST),
        target("p4", "eu-west", Environment.TEST));
  }

  private static FaultRequest stop(TargetSelector selector) {
    return FaultRequest.of("test", "process.stop", Map.of(), selector);
  }

  private static List<String> rules(FaultRequest request, List<FaultTarget> all, Standing now) {
    return Guards.judge(request, all, now).refusals().stream().map(Refusal::rule).toList();
  }

  private static FaultRequest one() {
    return stop(TargetSelector.ofNames(List.of("p1")));
  }

  @Test
  void oneTargetOfFourMayBeHitAndItsCostIsAnUpperEstimate() {
    FaultRequest request = one().lasting(Duration.ofSeconds(10), Duration.ofSeconds(60));
    Guards.Judged judged = Guards.judge(request, four(), CALM);
    assertThat(judged.refusals()).isEmpty();
    assertThat(judged.people()).isEqualTo(1);
    // A quarter of the targets for 60 s; 0.001 of 28 days is 2,419.2 s.
    assertThat(judged.costs().getFirst().cost()).isCloseTo(0.25 * 60 / 2419.2, within(1e-12));
    assertThat(judged.costs().getFirst().after())
        .isCloseTo(0.9 - 0.25 * 60 / 2419.2, within(1e-12));
  }

  @Test
  void aRegionIsRefusedUntilItIsAskedForAsSuch() {
    FaultRequest region = stop(TargetSelector.ofRegion("us-east"));
    assertThat(rules(region, four(), CALM)).containsExactly("blast_radius");
    Bounds wide = Bounds.CAREFUL.withTargets(2, new Ratio(0.5));
    assertThat(rules(region.within(wide), four(), CALM)).isEmpty();
  }

  @Test
  void whatIsOnAlreadyCounts() {
    Injection on =
        new Injection(
            "f-1",
            one(),
            Injection.State.ACTIVE,
            Instant.EPOCH,
            Instant.EPOCH,
            Instant.EPOCH,
            List.of(
                new Injection.Effect("p3", "host", "process.stop", "active", ""),
                new Injection.Effect("p4", "host", "process.stop", "active", "")),
            "");
    Standing busy = new Standing(CALM.slos(), List.of(on), "");
    assertThat(Guards.judge(one(), four(), busy).refusals())
        .singleElement()
        .satisfies(r -> assertThat(r.text()).contains("75 % of its targets would be hit"));
  }

  @Test
  void nothingIsDoneToEverythingNorToWhatIsNotThere() {
    assertThat(rules(stop(TargetSelector.ofLabels(Map.of())), four(), CALM))
        .containsExactly("invalid");
    FaultRequest service = stop(TargetSelector.ofLabels(Map.of("service", "payments")));
    assertThat(rules(service, four(), CALM)).contains("everything", "blast_radius");
    assertThat(rules(stop(TargetSelector.ofNames(List.of("p9"))), four(), CALM))
        .containsExactly("unknown_target");
    assertThat(rules(stop(TargetSelector.ofRegion("mars")), four(), CALM))
        .containsExactly("no_target");
  }

  @Test
  void whoDidNotAllowItIsNotHitAndWhatCannotBeDoneSaysWhy() {
    FaultTarget closed =
        new FaultTarget(
            "p1",
            "host",
            "payments",
            Environment.TEST,
            Map.of(),
            List.of(),
            Map.of("net.cut", "nft is not installed"));
    FaultRequest cut =
        FaultRequest.of("test", "net.cut", Map.of(), TargetSelector.ofNames(List.of("p1")))
            .within(Bounds.CAREFUL.withTargets(1, Ratio.ONE));
    assertThat(Guards.judge(cut, List.of(closed), CALM).refusals())
        .extracting(Refusal::text)
        .containsExactly(
            "target p1: nobody allowed faults on it. Fix: label it ballast.dev/faults: allowed",
            "target p1: net.cut cannot be done: nft is not installed");
  }

  @Test
  void theBudgetMustBearIt() {
    Standing poor = new Standing(List.of(slo(0.21, false, true)), List.of(), "");
    FaultRequest hour = one().lasting(Duration.ofSeconds(10), Duration.ofHours(1));
    assertThat(rules(hour, four(), poor)).containsExactly("budget");
    FaultRequest mild = hour.within(Bounds.CAREFUL.withBudget(new Ratio(0.01), new Ratio(0.2)));
    assertThat(rules(mild, four(), poor)).isEmpty();
  }

  @Test
  void nothingIsAddedToWhatBurns() {
    Standing bad = new Standing(List.of(slo(0.9, true, true)), List.of(), "");
    assertThat(rules(one(), four(), bad)).containsExactly("burning");
  }

  @Test
  void noDataIsAHintInTestsAndARefusalForLiveUsers() {
    Standing blind = new Standing(List.of(slo(Double.NaN, false, false)), List.of(), "");
    Guards.Judged test = Guards.judge(one(), four(), blind);
    assertThat(test.refusals()).isEmpty();
    assertThat(test.notes())
        .containsExactly("SLO payments-availability: nobody knows how it stands: it has no data");
    List<FaultTarget> live =
        List.of(target("p1", "us-east", Environment.LIVE), four().get(1), four().get(2));
    Guards.Judged judged = Guards.judge(one(), live, blind);
    assertThat(judged.people()).isEqualTo(2);
    assertThat(judged.refusals()).extracting(Refusal::rule).containsExactly("unknown_slo");
  }

  @Test
  void everyProblemOfAWishIsToldAtOnce() {
    FaultRequest odd =
        new FaultRequest(
            "Bad owner",
            "",
            "",
            "nonsense",
            new TreeMap<>(),
            TargetSelector.ofNames(List.of("p1")),
            Duration.ofMillis(1),
            Duration.ZERO,
            Bounds.CAREFUL);
    assertThat(odd.problems())
        .containsExactly(
            "owner: Bad owner (expected: a name)",
            "by:  (expected: who asks)",
            "kind: nonsense (expected: a kind such as process.stop)",
            "lease: 0.001 s (expected: 0.5 s to 300 s)",
            "for: 0.0 s (expected: the lease to 4 h)");
  }

  @Test
  void burningABudgetBelowTheFloorOrBlindnessEndsAFault() {
    Injection on =
        new Injection(
            "f-1",
            one().within(Bounds.CAREFUL.withStopOn(Set.of(new SloName("payments-availability")))),
            Injection.State.ACTIVE,
            Instant.EPOCH,
            Instant.EPOCH,
            Instant.EPOCH,
            List.of(),
            "");
    Set<String> services = Set.of("payments");
    assertThat(Guards.stop(on, services, false, CALM)).isEmpty();
    assertThat(stopped(on, slo(0.9, true, true))).contains("burns 20.0 times too fast");
    assertThat(stopped(on, slo(0.1, false, true))).contains("10.0 % of its budget is left");
    assertThat(stopped(on, slo(Double.NaN, false, false))).contains("nobody knows");
    Standing foreign = new Standing(List.of(slo(0.9, true, true)), List.of(), "");
    Injection plain =
        new Injection(
            "f-2",
            one(),
            Injection.State.ACTIVE,
            Instant.EPOCH,
            Instant.EPOCH,
            Instant.EPOCH,
            List.of(),
            "");
    assertThat(Guards.stop(plain, Set.of("orders"), false, foreign)).isEmpty();
  }

  private static String stopped(Injection injection, Objective slo) {
    return Guards.stop(
            injection, Set.of("payments"), false, new Standing(List.of(slo), List.of(), ""))
        .orElse("");
  }
}
