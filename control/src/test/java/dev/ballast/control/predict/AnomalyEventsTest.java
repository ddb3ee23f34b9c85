// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.predict;

import static dev.ballast.control.predict.ScriptedPlaces.place;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.ledger.memory.MemoryLedger;
import dev.ballast.model.Event;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

final class AnomalyEventsTest {

  private final MemoryLedger ledger = new MemoryLedger(InstantSource.fixed(ScriptedPlaces.START));
  private final WatchLoop loop = new WatchLoop(WatchPolicy.DEFAULT);
  private final ScriptedPlaces places = new ScriptedPlaces(loop).with("orders");

  @Test
  void anAnomalyIsAnEventWithItsWholeExplanation() {
    Event event = opened();
    assertThat(event.name()).isEqualTo("anomaly.opened");
    assertThat(event.subject()).isEqualTo("service/orders");
    assertThat(event.text()).startsWith("orders in us-east: errors ");
    assertThat(event.attributes())
        .containsEntry("service", "orders")
        .containsEntry("region", "us-east")
        .containsEntry("series", "errors")
        .containsEntry("signal", "errors")
        .containsEntry("alert", "true")
        .containsEntry("series_count", "1")
        .containsKeys("value", "expected", "low", "high", "component", "since", "reasons");
    assertThat(event.attributes().getOrDefault("clears", "")).startsWith("10 ordinary points");
  }

  @Test
  void whatIsOpenComesBackFromTheLedgerAndWhatIsOverDoesNot() {
    ledger.events().append(opened());
    List<Anomaly> open = AnomalyEvents.open(ledger.events());
    assertThat(open).hasSize(1);
    assertThat(open.getFirst().place()).isEqualTo(place("orders"));
    assertThat(open.getFirst().alert()).isTrue();
    assertThat(open.getFirst().text()).startsWith("told before a restart (errors)");

    places.fail("orders", 0);
    places.run(60).forEach(change -> ledger.events().append(AnomalyEvents.of(change)));
    assertThat(AnomalyEvents.open(ledger.events())).isEmpty();
  }

  @Test
  void silenceSaysThatItIsNeitherGoodNorBad() {
    Event event =
        AnomalyEvents.of(
            new AnomalyChange.Silent(
                place("orders"), ScriptedPlaces.START, ScriptedPlaces.START.plusSeconds(9)));
    assertThat(event.name()).isEqualTo("anomaly.silent");
    assertThat(event.text())
        .isEqualTo("orders in us-east: nothing is heard of it any more, neither good nor bad");
  }

  private Event opened() {
    places.run(120);
    places.fail("orders", 0.4);
    return AnomalyEvents.of(places.run(20).getFirst());
  }
}
