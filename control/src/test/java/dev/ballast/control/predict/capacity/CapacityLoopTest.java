// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.predict.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.control.CountedMetrics;
import dev.ballast.control.predict.warn.Warnings;
import dev.ballast.ledger.EventFilter;
import dev.ballast.ledger.memory.MemoryLedger;
import dev.ballast.model.Capacity;
import dev.ballast.model.Capacity.Limit;
import dev.ballast.model.Capacity.Measure;
import dev.ballast.model.Capacity.Peak;
import dev.ballast.model.Capacity.Response;
import dev.ballast.model.Capacity.Timing;
import dev.ballast.model.CapacityName;
import dev.ballast.model.Configuration;
import dev.ballast.model.Event;
import dev.ballast.model.ServiceName;
import dev.ballast.telemetry.query.MetricQuery;
import dev.ballast.telemetry.query.QueryException;
import dev.ballast.testkit.FakeClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CapacityLoopTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Capacity DISK = capacity("disk", Peak.MAX);
  private static final Configuration CONFIGURATION = with(DISK);

  private final FakeClock clock = FakeClock.atStart();
  private final MemoryLedger ledger = new MemoryLedger(clock);
  private final CountedMetrics metrics = new CountedMetrics();
  private CapacityLoop loop = loop(name -> metrics);

  private static Capacity capacity(String name, Peak peak) {
    return new Capacity(
        new CapacityName(name),
        new ServiceName("database"),
        new Measure("disk_used", "", "", peak),
        Limit.of(100),
        Timing.forLeadTime(Duration.ofHours(2)).withStep(Duration.ofMinutes(15)),
        Response.DEFAULT);
  }

  private static Configuration with(Capacity... all) {
    Map<CapacityName, Capacity> capacities = new java.util.TreeMap<>();
    for (Capacity capacity : all) {
      capacities.put(capacity.name(), capacity);
    }
    return Configuration.EMPTY.withCapacities(capacities);
  }

  private CapacityLoop loop(java.util.function.Function<String, MetricQuery> sources) {
    return new CapacityLoop(sources, ledger.events(), 1, clock);
  }

  /** Samples every minute. */
  private void grow(int minutes, double perMinute, String device) {
    for (int i = 0; i < minutes; i++) {
      clock.advance(MINUTE);
      metrics.add(clock.instant(), perMinute, "__name__", "disk_used", "device", device);
    }
  }

  private List<Event> events() {
    return ledger.events().latest(EventFilter.named("capacity."), 100).reversed();
  }

  @Test
  void judgesEachSeriesByItselfTheWorstFirst() {
    Instant start = clock.instant();
    for (int i = 1; i <= 600; i++) {
      Instant at = start.plus(MINUTE.multipliedBy(i));
      metrics.add(at, 0.15, "__name__", "disk_used", "device", "sda");
      metrics.add(at, 0.001, "__name__", "disk_used", "device", "sdb");
    }
    clock.advance(MINUTE.multipliedBy(600));
    CapacityReport report = loop.tick(CONFIGURATION).reports().getFirst();
    assertThat(report.verdicts())
        .extracting(Verdict::series)
        .containsExactly("{device=\"sda\"}", "{device=\"sdb\"}");
    assertThat(report.urgency()).isEqualTo(Urgency.ACT_NOW);
    assertThat(report.verdicts().getLast().advice().urgency()).isEqualTo(Urgency.FINE);
    assertThat(report.worst().evidence().query()).isEqualTo("max_over_time((disk_used)[900s:15s])");
  }

  @Test
  void seesPeaksThatAMeanHides() {
    Capacity mean = capacity("mean", Peak.MEAN);
    for (int i = 0; i < 600; i++) {
      clock.advance(MINUTE);
      boolean up = i % 15 == 7;
      boolean down = i % 15 == 8;
      metrics.add(clock.instant(), i == 0 ? 20 : up ? 90 : down ? -90 : 0, "__name__", "disk_used");
    }
    CapacitySnapshot snapshot = loop.tick(with(DISK, mean));
    assertThat(snapshot.reports())
        .extracting(r -> r.capacity().name().value())
        .containsExactly("disk", "mean");
    assertThat(snapshot.reports().getFirst().worst().outlook().word()).isEqualTo("BREACHED_NOW");
    assertThat(snapshot.reports().getLast().urgency()).isEqualTo(Urgency.FINE);
  }

  @Test
  void judgesWhenAQuarterOfAStepHasPassedAndNotBefore() {
    grow(300, 0.01, "sda");
    Instant first = loop.tick(CONFIGURATION).reports().getFirst().at();
    clock.advance(Duration.ofMinutes(3));
    assertThat(loop.tick(CONFIGURATION).reports().getFirst().at()).isEqualTo(first);
    clock.advance(Duration.ofMinutes(1));
    assertThat(loop.tick(CONFIGURATION).reports().getFirst().at()).isEqualTo(clock.instant());
  }

  @Test
  void tellsTheLedgerOnlyWhatChanged() {
    grow(300, 0.01, "sda");
    loop.tick(CONFIGURATION);
    grow(15, 0.01, "sda");
    loop.tick(CONFIGURATION);
    assertThat(events()).extracting(e -> e.attributes().get("to")).containsExactly("FINE");
    metrics.add(clock.instant().plusSeconds(1), 97, "__name__", "disk_used", "device", "sda");
    grow(1, 0, "sda");
    clock.advance(Duration.ofMinutes(4));
    loop.tick(CONFIGURATION);
    Event event = events().getLast();
    assertThat(event.subject()).isEqualTo("capacity/disk");
    assertThat(event.attributes())
        .containsEntry("from", "FINE")
        .containsEntry("to", "ACT_NOW")
        .containsEntry("outlook", "BREACHED_NOW")
        .containsEntry("service", "database")
        .containsEntry("series", "{device=\"sda\"}")
        .containsEntry("within_decision", "1.0");
    assertThat(events()).hasSize(2);
    assertThat(events().stream().map(e -> Warnings.of(e).orElseThrow().urgency()))
        .as("what webhooks make of it")
        .containsExactly(dev.ballast.model.Urgency.INFO, dev.ballast.model.Urgency.NOW);
  }

  @Test
  void goesOnFromTheLedgerAfterARestart() {
    grow(300, 0.01, "sda");
    metrics.add(clock.instant().plusSeconds(1), 97, "__name__", "disk_used", "device", "sda");
    grow(1, 0, "sda");
    loop.tick(CONFIGURATION);
    Instant since = clock.instant();
    loop = loop(name -> metrics);
    clock.advance(Duration.ofMinutes(4));
    Verdict verdict = loop.tick(CONFIGURATION).reports().getFirst().worst();
    assertThat(verdict.advice().since()).isEqualTo(since);
    assertThat(events()).hasSize(1);
  }

  @Test
  void noSeriesAndNoAnswerAreUnknown() {
    Verdict none = loop.tick(CONFIGURATION).reports().getFirst().worst();
    assertThat(none.outlook()).isEqualTo(new Outlook.InsufficientData("the query has no series"));
    assertThat(events()).isEmpty();
    CapacityLoop failing =
        loop(
            name -> {
              throw new QueryException(QueryException.Kind.UNAVAILABLE, "connection refused");
            });
    assertThat(failing.tick(CONFIGURATION).reports().getFirst().worst().advice().sentence())
        .isEqualTo("disk: unknown, telemetry does not answer (connection refused).");
  }

  @Test
  void tellsOfEverySeriesThatWasKnownWhenTelemetryIsLost() {
    @Nullable MetricQuery[] source = {metrics};
    loop = loop(name -> answering(source[0]));
    growTwo(300);
    loop.tick(CONFIGURATION);
    assertThat(told()).containsExactly("changed sda ACT_NOW", "changed sdb FINE");
    source[0] = null;
    clock.advance(MINUTE.multipliedBy(4));
    CapacityReport blind = loop.tick(CONFIGURATION).reports().getFirst();
    assertThat(blind.verdicts()).hasSize(1);
    assertThat(blind.urgency()).isEqualTo(Urgency.UNKNOWN);
    assertThat(told().subList(2, 4)).containsExactly("changed sda UNKNOWN", "changed sdb UNKNOWN");
    Event lost = events().get(2);
    assertThat(lost.attributes())
        .containsEntry("from", "ACT_NOW")
        .doesNotContainKeys("within_lead", "within_decision");
    assertThat(Warnings.of(lost).orElseThrow().what())
        .contains("unknown, telemetry does not answer (connection refused)");
    assertThat(Warnings.of(lost).orElseThrow().certainty()).isEmpty();
    clock.advance(MINUTE.multipliedBy(4));
    loop.tick(CONFIGURATION);
    assertThat(events()).as("once").hasSize(4);
    source[0] = metrics;
    growTwo(4);
    loop.tick(CONFIGURATION);
    assertThat(told().subList(4, 6)).containsExactly("changed sda ACT_NOW", "changed sdb FINE");
  }

  @Test
  void tellsOfEverySeriesThatWasKnownWhenAllOfThemVanish() {
    growTwo(300);
    loop.tick(CONFIGURATION);
    loop = loop(name -> new CountedMetrics());
    loop.tick(CONFIGURATION);
    assertThat(told().subList(2, 4)).containsExactly("changed sda UNKNOWN", "changed sdb UNKNOWN");
  }

  @Test
  void seriesThatSpeakComeBeforeThoseThatEnded() {
    for (int pod = 0; pod < 60; pod++) {
      metrics.add(clock.instant(), 90, "__name__", "disk_used", "device", "dead" + pod);
    }
    clock.advance(MINUTE.multipliedBy(20));
    grow(60, 0.01, "sda");
    CapacityReport report = loop.tick(CONFIGURATION).reports().getFirst();
    assertThat(report.verdicts()).hasSize(CapacityLoop.MOST_SERIES);
    assertThat(report.verdicts()).extracting(Verdict::series).contains("{device=\"sda\"}");
    grow(130, 0.01, "sda");
    report = loop.tick(CONFIGURATION).reports().getFirst();
    assertThat(report.verdicts()).extracting(Verdict::series).containsExactly("{device=\"sda\"}");
    assertThat(report.more()).isZero();
  }

  @Test
  void aSeriesThatEndsWhileOthersGoOnIsRetiredWithOneEvent() {
    growTwo(300);
    growUntilRetired("sdb", "sda");
    assertThat(told())
        .as("sdb, which was fine, ends without a warning")
        .containsExactly("changed sda ACT_NOW", "changed sdb FINE", "retired sdb -");
    assertThat(loop.tick(CONFIGURATION).reports().getFirst().verdicts()).hasSize(1);
    loop = loop(name -> metrics);
    growTwo(300);
    loop.tick(CONFIGURATION);
    assertThat(events().getLast().attributes())
        .as("what was retired before a restart begins anew")
        .containsEntry("from", "UNKNOWN")
        .containsEntry("series", "{device=\"sdb\"}");
  }

  @Test
  void aSeriesThatNeededSomebodyIsUnknownBeforeItIsRetired() {
    growTwo(300);
    growUntilRetired("sda", "sdb");
    assertThat(told().stream().filter(said -> said.contains("sda")))
        .containsExactly("changed sda ACT_NOW", "changed sda UNKNOWN", "retired sda -");
    assertThat(events().getLast().text())
        .isEqualTo(
            "disk {device=\"sda\"}: gone, it has had no value for 3 h while others have; it was"
                + " UNKNOWN.");
  }

  @Test
  void remembersOnlySeriesThatAreThere() {
    for (int pod = 0; pod < 40; pod++) {
      grow(60, 0.01, "pod" + pod);
      loop.tick(CONFIGURATION);
    }
    assertThat(loop.remembered()).isLessThan(12);
  }

  @Test
  void goesOnAfterARestartWithSeriesOfLongNames() {
    String endless = "x".repeat(20_000);
    grow(300, 0.5, endless);
    loop.tick(CONFIGURATION);
    loop = loop(name -> metrics);
    clock.advance(Duration.ofMinutes(4));
    loop.tick(CONFIGURATION);
    assertThat(events()).hasSize(1);
  }

  @Test
  void publishesEachCapacityAsSoonAsItIsJudged() {
    grow(60, 0.01, "sda");
    List<Integer> sizes = new java.util.ArrayList<>();
    loop.tick(
        with(DISK, capacity("more", Peak.MEAN)), snapshot -> sizes.add(snapshot.reports().size()));
    assertThat(sizes).containsExactly(1, 2);
  }

  private void growTwo(int minutes) {
    for (int i = 0; i < minutes; i++) {
      clock.advance(MINUTE);
      metrics.add(clock.instant(), 0.5, "__name__", "disk_used", "device", "sda");
      metrics.add(clock.instant(), 0.001, "__name__", "disk_used", "device", "sdb");
    }
  }

  private void growUntilRetired(String dead, String alive) {
    loop.tick(CONFIGURATION);
    for (int hour = 0; hour < 5; hour++) {
      grow(60, 0.0001, alive);
      loop.tick(CONFIGURATION);
    }
    assertThat(told()).contains("retired " + dead + " -");
  }

  /** Each event as what happened to which device. */
  private List<String> told() {
    return events().stream()
        .map(
            event ->
                event.name().replace("capacity.", "")
                    + event
                        .attributes()
                        .getOrDefault("series", "")
                        .replaceAll("[^\"]*\"([^\"]*).*", " $1 ")
                    + event.attributes().getOrDefault("to", "-"))
        .toList();
  }

  private static MetricQuery answering(@Nullable MetricQuery source) {
    if (source == null) {
      throw new QueryException(QueryException.Kind.UNAVAILABLE, "connection refused");
    }
    return source;
  }

  @Test
  void forgetsWhatIsNoLongerConfigured() {
    grow(300, 0.01, "sda");
    loop.tick(CONFIGURATION);
    assertThat(loop.tick(Configuration.EMPTY).reports()).isEmpty();
  }

  @Test
  void scalesEveryTime() {
    CapacityLoop fast = new CapacityLoop(name -> metrics, ledger.events(), 60, clock);
    Instant start = clock.instant();
    for (int i = 1; i <= 300; i++) {
      metrics.add(start.plusSeconds(i), 0.3, "__name__", "disk_used");
    }
    clock.advance(Duration.ofMinutes(5));
    Verdict verdict = fast.tick(CONFIGURATION).reports().getFirst().worst();
    assertThat(verdict.evidence().step()).isEqualTo(Duration.ofSeconds(15));
    assertThat(verdict.advice().urgency()).isEqualTo(Urgency.ACT_NOW);
    assertThat(verdict.advice().sentence()).contains("more takes 2 h (1:60 = 2 min)");
  }
}
