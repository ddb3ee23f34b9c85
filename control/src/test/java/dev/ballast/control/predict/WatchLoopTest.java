// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.predict;

import static dev.ballast.control.predict.ScriptedPlaces.place;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class WatchLoopTest {

  private final WatchLoop loop = new WatchLoop(WatchPolicy.DEFAULT);
  private final ScriptedPlaces places =
      new ScriptedPlaces(loop).with("storefront", "orders", "auth").calls("storefront", "orders");

  @Test
  void nothingIsToldWhileNothingHappens() {
    assertThat(places.run(600)).isEmpty();
    assertThat(loop.census().learning()).isZero();
    assertThat(loop.census().series()).isEqualTo(9);
  }

  @Test
  void whatIsStrangeAtAPlaceIsOneAnomalyWithItsReasonsUntilItIsOver() {
    places.run(120);
    places.fail("orders", 0.4);
    List<AnomalyChange> told = places.run(20);
    assertThat(told).hasSize(1);
    Anomaly anomaly = opened(told.getFirst());
    assertThat(anomaly.place()).isEqualTo(place("orders"));
    assertThat(anomaly.alert()).isTrue();
    assertThat(anomaly.since())
        .isBetween(ScriptedPlaces.START.plusSeconds(120), ScriptedPlaces.START.plusSeconds(125));
    assertThat(anomaly.text()).matches("errors [0-9.]+ % \\(expected 0 %, usual 0 % to 0 %\\)");
    assertThat(anomaly.members().getFirst().why().reasons()).isNotEmpty();
    assertThat(loop.anomalies()).hasSize(1);

    places.fail("orders", 0);
    told = places.run(60);
    assertThat(told).hasSize(1);
    assertThat(told.getFirst()).isInstanceOf(AnomalyChange.Cleared.class);
    assertThat(loop.anomalies().getFirst().isOpen()).isFalse();
  }

  @Test
  void onlyTheDeepestOfThoseThatFailTogetherAlarms() {
    places.run(120);
    places.fail("orders", 0.5);
    places.fail("storefront", 0.4);
    List<Anomaly> opened = places.run(30).stream().map(WatchLoopTest::opened).toList();
    assertThat(opened).hasSize(2);
    assertThat(opened.stream().filter(Anomaly::alert).map(Anomaly::place))
        .containsExactly(place("orders"));
    assertThat(opened.getLast().behind()).containsExactly(place("orders"));
    assertThat(opened.getLast().text()).endsWith("perhaps because of orders in us-east");
  }

  @Test
  void whatGoesOnAloneAlarmsThen() {
    places.run(120);
    places.fail("orders", 0.5);
    places.fail("storefront", 0.4);
    places.run(30);
    places.fail("orders", 0);
    List<AnomalyChange> told = places.run(150);
    assertThat(told)
        .filteredOn(AnomalyChange.Worsened.class::isInstance)
        .map(c -> (AnomalyChange.Worsened) c)
        .singleElement()
        .satisfies(
            worse -> {
              assertThat(worse.anomaly().place()).isEqualTo(place("storefront"));
              assertThat(worse.anomaly().alert()).isTrue();
              assertThat(worse.what()).startsWith("goes on");
            });
  }

  @Test
  void twoThatBreakInTheSameWayAtTheSameTimeAreOneAlert() {
    places.run(120);
    places.fail("auth", 0.5);
    places.fail("orders", 0.5);
    assertThat(places.run(30).stream().map(WatchLoopTest::opened).filter(Anomaly::alert))
        .hasSize(1);
  }

  @Test
  void whatComesBackSoonIsTheSame() {
    places.run(120);
    places.fail("auth", 0.5);
    String id = opened(places.run(20).getFirst()).id();
    places.fail("auth", 0);
    places.run(60);
    places.fail("auth", 0.5);
    assertThat(places.run(20))
        .singleElement()
        .isInstanceOfSatisfying(
            AnomalyChange.Worsened.class,
            worse -> {
              assertThat(worse.anomaly().id()).isEqualTo(id);
              assertThat(worse.what()).isEqualTo("is back");
            });
  }

  @Test
  void theDialsAlertsAreACap() {
    WatchLoop strict =
        new WatchLoop(WatchPolicy.DEFAULT.withDial(new Dial(1, Duration.ofHours(1))));
    ScriptedPlaces shop = new ScriptedPlaces(strict).with("orders", "auth");
    shop.run(120);
    shop.fail("orders", 0.5);
    shop.run(30);
    shop.fail("auth", 0.5);
    Anomaly second = opened(shop.run(30).getFirst());
    assertThat(second.alert()).isFalse();
    assertThat(second.note()).isEqualTo("no alert: 1 in 1 h were given, as many as wanted");
  }

  @Test
  void whatWasOpenBeforeARestartIsNotToldAgain() {
    places.run(120);
    places.fail("auth", 0.5);
    Anomaly before = opened(places.run(20).getFirst());

    WatchLoop second = new WatchLoop(WatchPolicy.DEFAULT);
    second.restore(List.of(before));
    ScriptedPlaces shop = new ScriptedPlaces(second).with("auth");
    assertThat(second.anomalies()).singleElement().satisfies(a -> assertThat(a.isOpen()).isTrue());
    List<AnomalyChange> told = shop.run(120);
    assertThat(told)
        .singleElement()
        .isInstanceOfSatisfying(
            AnomalyChange.Cleared.class, c -> assertThat(c.anomaly().id()).isEqualTo(before.id()));
  }

  @Test
  void nothingIsLearntWhileSomethingIsKnownToBeUnlikeUsual() {
    places.run(60);
    int before = points();
    places.rest("auth", "a rollout is under way");
    places.run(60);
    assertThat(points()).isEqualTo(before);
  }

  private int points() {
    return loop.bands().stream()
        .filter(b -> b.series().place().equals(place("auth")))
        .mapToInt(b -> loop.points(b.series()))
        .sum();
  }

  @Test
  void silenceOfAWholePlaceIsToldOnceAndIsNoAlarm() {
    places.run(120);
    places.silence("auth");
    assertThat(places.run(60))
        .singleElement()
        .isInstanceOfSatisfying(
            AnomalyChange.Silent.class, s -> assertThat(s.place()).isEqualTo(place("auth")));
    assertThat(places.run(60)).isEmpty();
    assertThat(loop.anomalies()).isEmpty();
  }

  @Test
  void whatFellSilentWhileItWasStrangeIsLostAndNotOver() {
    places.run(120);
    places.fail("auth", 0.5);
    places.run(20);
    places.silence("auth");
    List<AnomalyChange> told = places.run(1_000);
    assertThat(told).noneMatch(AnomalyChange.Cleared.class::isInstance);
    assertThat(told)
        .filteredOn(AnomalyChange.Lost.class::isInstance)
        .map(change -> ((AnomalyChange.Lost) change).anomaly())
        .singleElement()
        .satisfies(
            lost -> {
              assertThat(lost.place()).isEqualTo(place("auth"));
              assertThat(lost.ending())
                  .isEqualTo("nothing is heard of it any more, neither good nor bad");
            });
    assertThat(loop.anomalies().getFirst().isOpen()).isFalse();
  }

  @Test
  void whatCouldNotBeReadHasNotFallenSilent() {
    places.run(120);
    places.silence("auth");
    places.half();
    assertThat(places.run(1_000)).isEmpty();
    assertThat(loop.census().series()).isEqualTo(9);
  }

  @Test
  void anAnomalyThatCameWhenTheDialWasSpentBecomesAnAlertWhenItHasOneAgain() {
    WatchLoop strict =
        new WatchLoop(WatchPolicy.DEFAULT.withDial(new Dial(1, Duration.ofMinutes(5))));
    ScriptedPlaces shop = new ScriptedPlaces(strict).with("orders", "auth");
    shop.run(120);
    shop.fail("orders", 0.5);
    shop.run(30);
    shop.fail("auth", 0.5);
    String id = opened(shop.run(30).getFirst()).id();
    assertThat(shop.run(400))
        .singleElement()
        .isInstanceOfSatisfying(
            AnomalyChange.Worsened.class,
            worse -> {
              assertThat(worse.anomaly().id()).isEqualTo(id);
              assertThat(worse.anomaly().alert()).isTrue();
              assertThat(worse.what()).isEqualTo("still goes on, and alerts are to be had again");
            });
  }

  @Test
  void comingBackTakesOneOfTheDialsAlerts() {
    WatchLoop strict =
        new WatchLoop(WatchPolicy.DEFAULT.withDial(new Dial(1, Duration.ofHours(1))));
    ScriptedPlaces shop = new ScriptedPlaces(strict).with("auth");
    shop.run(120);
    shop.fail("auth", 0.5);
    assertThat(opened(shop.run(20).getFirst()).alert()).isTrue();
    shop.fail("auth", 0);
    shop.run(60);
    shop.fail("auth", 0.5);
    assertThat(shop.run(20))
        .singleElement()
        .isInstanceOfSatisfying(
            AnomalyChange.Worsened.class,
            worse -> {
              assertThat(worse.anomaly().alert()).isFalse();
              assertThat(worse.anomaly().note()).startsWith("no alert: 1 in 1 h were given");
            });
  }

  @Test
  void whatHasHardlySpokenCannotFallSilent() {
    places.run(8);
    places.silence("auth");
    assertThat(places.run(120)).isEmpty();
  }

  @Test
  void theYoungAreLearningAndThatIsSaid() {
    places.run(12);
    Census census = loop.census();
    assertThat(census.learning()).isEqualTo(9);
    assertThat(census.places()).hasSize(3);
    assertThat(census.places().getFirst().points()).isLessThan(census.places().getFirst().of());
  }

  @Test
  void tooManySeriesAreSaidWithTheFix() {
    WatchLoop small = new WatchLoop(WatchPolicy.DEFAULT.withMostSeries(4));
    new ScriptedPlaces(small).with("a", "b").run(5);
    assertThat(small.census().problem())
        .isEqualTo(
            "2 series are not watched for anomalies (expected: at most 4 in all)."
                + " Fix: raise --limit-watched-series, 4 KB each.");
  }

  private static Anomaly opened(AnomalyChange change) {
    return ((AnomalyChange.Opened) change).anomaly();
  }
}
