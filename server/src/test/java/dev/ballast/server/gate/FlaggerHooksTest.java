// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ballast.model.Event;
import dev.ballast.model.GatePolicy;
import dev.ballast.server.http.ApiException;
import dev.ballast.server.http.Reply;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FlaggerHooksTest {

  private final Budgets budgets = Budgets.left(0.4);

  @Test
  void aRolloutStartsWhenTheBudgetAllowsIt() {
    assertThat(ask("confirm-rollout").status()).isEqualTo(200);
    assertThat(Budgets.text(ask("pre-rollout")))
        .startsWith("payments: canary 5 % -> 10 % -> 50 % -> 100 %, at least 40 min each");

    budgets.set(0.01, false);
    Reply.Whole denied = ask("confirm-rollout");
    assertThat(denied.status()).isEqualTo(403);
    assertThat(Budgets.text(denied)).contains("No new features: critical fixes only");
  }

  @Test
  void aCriticalFixMayStartAnyhow() {
    budgets.set(0.01, false);
    String call = call("{\"change-class\":\"critical-fix\",\"watched-by\":\"anna\"}");
    Reply.Whole reply = ask("confirm-rollout", call);
    assertThat(reply.status()).isEqualTo(200);
    assertThat(Budgets.text(reply)).contains("anna watches from the first step to the last");
  }

  @Test
  void asksThatRepeatAreOneDecision() {
    budgets.set(0.01, false);
    for (int i = 0; i < 5; i++) {
      ask("confirm-rollout");
    }
    assertThat(names("gate.decided")).hasSize(1);
    budgets.set(0.9, false);
    budgets.policies = Map.of("quick", quick());
    ask("confirm-rollout");
    assertThat(names("gate.decided")).hasSize(2);
  }

  /** As a stock Flagger asks: every step, every minute. */
  @Test
  void aRolloutTakesTheTimeThatThePlanWants() {
    ask("confirm-rollout");
    ask("pre-rollout");
    int minutes = 0;
    int[] increases = new int[3];
    for (int step = 0; step < 3; step++) {
      while (ask("confirm-traffic-increase").status() != 200) {
        budgets.clock.advance(Duration.ofMinutes(1));
        budgets.set(0.4, false);
        minutes++;
      }
      increases[step] = minutes;
    }
    while (ask("confirm-promotion").status() != 200) {
      budgets.clock.advance(Duration.ofMinutes(1));
      budgets.set(0.4, false);
      minutes++;
    }
    assertThat(increases).containsExactly(0, 40, 80);
    assertThat(minutes).isEqualTo(120);
    assertThat(ask("post-rollout").status()).isEqualTo(200);
    assertThat(budgets.ledger.documents().list("gate.rollout")).isEmpty();
    assertThat(names("gate.rollout"))
        .extracting(
            event -> event.attributes().get("hook") + " " + event.attributes().get("answer"))
        .containsExactly(
            "confirm-traffic-increase GO",
            "confirm-traffic-increase TOO_EARLY",
            "confirm-traffic-increase GO",
            "confirm-traffic-increase TOO_EARLY",
            "confirm-traffic-increase GO",
            "confirm-promotion TOO_EARLY",
            "confirm-promotion GO");
  }

  @Test
  void theWeightInFlaggersEventsCounts() {
    ask("confirm-rollout");
    ask("confirm-traffic-increase");
    event("Advance payments.shop canary weight 10");
    pass(Duration.ofMinutes(40));
    assertThat(Budgets.text(ask("confirm-traffic-increase")))
        .startsWith("payments: the stage of 10 % has lasted 40 min");
    assertThat(names("flagger.event")).hasSize(1);
  }

  @Test
  void holdsWhenTheBudgetGotWorse() {
    ask("confirm-rollout");
    ask("confirm-traffic-increase");
    pass(Duration.ofHours(1));
    budgets.set(0.15, false);
    Reply.Whole held = ask("confirm-traffic-increase");
    assertThat(held.status()).isEqualTo(409);
    assertThat(Budgets.text(held)).startsWith("payments: the budget got worse: conservative");
    assertThat(ask("confirm-promotion").status()).isEqualTo(409);
  }

  @Test
  void rollsBackOnlyWhenTheRolloutsBurnDemandsIt() {
    ask("confirm-rollout");
    assertThat(ask("rollback").status()).isEqualTo(409);
    budgets.set(0.2, false);
    assertThat(ask("rollback").status()).isEqualTo(409);
    budgets.blind();
    assertThat(ask("rollback").status()).isEqualTo(409);
    budgets.set(0.2, true);
    Reply.Whole back = ask("rollback");
    assertThat(back.status()).isEqualTo(200);
    assertThat(Budgets.text(back)).contains("this rollout has spent 20 % of the budget");
    assertThat(ask("rollout").status()).isEqualTo(409);
    ask("rollback");
    assertThat(names("gate.rollout")).hasSize(1);
  }

  @Test
  void holdsWithoutDataUnlessThePolicySaysOtherwise() {
    budgets.blind();
    assertThat(ask("confirm-rollout").status()).isEqualTo(503);
    assertThat(ask("confirm-traffic-increase").status()).isEqualTo(503);
    budgets.policies = Map.of("lenient", lenient());
    assertThat(ask("confirm-rollout").status()).isEqualTo(200);
  }

  @Test
  void survivesARestart() {
    ask("confirm-rollout");
    ask("confirm-traffic-increase");
    pass(Duration.ofMinutes(39));
    assertThat(Budgets.text(ask("confirm-traffic-increase"))).contains("has lasted 39 min");
  }

  @Test
  void anotherRevisionStartsAnew() {
    ask("confirm-rollout");
    ask("confirm-traffic-increase");
    assertThat(ask("confirm-traffic-increase").status()).isEqualTo(409);
    String next = call("{}").replace("85d557f47b", "aaaaaaaaaa");
    assertThat(ask("confirm-traffic-increase", next).status()).isEqualTo(200);
  }

  @Test
  void findsTheServiceByMetadataOrByNameAndNamespace() {
    String canary = call("{}").replace("\"name\":\"payments\"", "\"name\":\"pay\"");
    assertThatThrownBy(() -> ask("confirm-rollout", canary))
        .hasMessage(
            "service of shop/pay: none of shop.pay, shop-pay, pay is known. Fix: name it in the"
                + " webhook's metadata, service: NAME");
    assertThat(ask("confirm-rollout", canary.replace("{}", "{\"service\":\"payments\"}")).status())
        .isEqualTo(200);
    assertThat(ask("event", canary).status()).as("nobody is held by an event").isEqualTo(200);
    assertThat(ask("post-rollout", canary).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{\"name\":\"x\"}",
        "{\"name\":\"x\",\"namespace\":\"a\\nb\"}",
        "{\"name\":\"payments\",\"namespace\":\"shop\",\"metadata\":[1]}",
        "{\"name\":\"payments\",\"namespace\":\"shop\",\"metadata\":{\"a\":1}}",
        "{\"name\":\"payments\",\"namespace\":\"shop\",\"metadata\":{\"change-class\":\"new\"}}"
      })
  void refusesWhatIsNoCallOfFlagger(String body) {
    assertThatThrownBy(() -> ask("confirm-rollout", body))
        .isInstanceOfSatisfying(ApiException.class, e -> assertThat(e.status()).isEqualTo(400));
  }

  @Test
  void namesTheHooksThatThereAre() {
    assertThatThrownBy(() -> ask("confirm"))
        .hasMessageStartingWith("hook: confirm (expected: one of confirm-rollout, pre-rollout,");
  }

  private void pass(Duration time) {
    budgets.clock.advance(time);
    budgets.set(0.4, false);
  }

  private void event(String message) {
    ask(
        "event",
        call(
            "{\"eventMessage\":\"%s\",\"eventType\":\"Normal\",\"timestamp\":\"1578607635167\"}"
                .formatted(message)));
  }

  private Reply.Whole ask(String hook) {
    return ask(hook, call("{}"));
  }

  private Reply.Whole ask(String hook, String body) {
    return Budgets.post(
        new FlaggerHooks(
                budgets.gates, budgets.ledger.documents(), budgets.ledger.events(), budgets.clock)
            .endpoints(),
        Map.of("hook", hook),
        body);
  }

  private static String call(String metadata) {
    return "{\"name\":\"payments\",\"namespace\":\"shop\",\"phase\":\"Progressing\",\"checksum\":\"85d557f47b\",\"metadata\":%s}"
        .formatted(metadata);
  }

  private List<Event> names(String name) {
    return budgets.events().stream().filter(event -> event.name().equals(name)).toList();
  }

  static GatePolicy lenient() {
    return policy("lenient", new GatePolicy.Hooks(true, GatePolicy.DEFAULT.hooks().maxSpend()));
  }

  private static GatePolicy quick() {
    return policy("quick", GatePolicy.DEFAULT.hooks());
  }

  private static GatePolicy policy(String name, GatePolicy.Hooks hooks) {
    GatePolicy usual = GatePolicy.DEFAULT;
    return new GatePolicy(
        name,
        Set.of(),
        usual.borders(),
        new dev.ballast.model.gate.Hysteresis(0, Duration.ZERO),
        usual.ground(),
        usual.zone(),
        hooks,
        usual.proofs(),
        usual.plans());
  }
}
