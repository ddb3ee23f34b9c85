// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.ledger.memory.MemoryLedger;
import dev.ballast.model.Event;
import dev.ballast.telemetry.query.QueryException;
import dev.ballast.testkit.FakeClock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RegionChartsTest {

  private static final Sight SIGHT = new Sight(SampleRegions.NOW, ZoneId.of("UTC"));

  private static List<Chart> charts(RegionSeries series, List<Milestone> marks) {
    return new RegionCharts(series).of(SampleRegions.policy(), SIGHT, Range.M15, marks);
  }

  @Test
  void drawsEachMeasureWithWhatWasPromisedOfIt() {
    List<Chart> charts = charts(SampleRegions.series(), List.of());

    assertThat(charts)
        .extracting(Chart::title)
        .containsExactly("Replication lag", "Recovery point", "Recovery time", "Without a region");
    assertThat(charts.get(0).lines())
        .extracting(Chart.Line::name)
        .containsExactly("eu-west → us-east", "us-east → eu-west");
    assertThat(charts.get(0).lines().getLast().last())
        .as("it ended with the failover")
        .isEqualTo(Sight.UNKNOWN);
    assertThat(charts.get(1).limits())
        .extracting(Chart.Tick::label)
        .containsExactly("may lose 5\u00a0s");
    assertThat(charts.get(2).lines())
        .extracting(line -> line.name() + " " + line.last())
        .containsExactly("us-east 12\u00a0s");
    assertThat(charts.get(3).lines())
        .extracting(Chart.Line::name)
        .containsExactly("without eu-west", "without us-east");
  }

  @Test
  void asksForTheWorstOfEachStepSoThatNoMomentIsMissedAndNoWayLivesOn() {
    RegionSeries series = SampleRegions.series();
    charts(series, List.of());
    assertThat(series.asked())
        .hasSize(4)
        .allMatch(query -> query.startsWith("max_over_time(ballast_region_"))
        .allMatch(query -> query.endsWith("{policy=\"shop\"}[10000ms])"));
  }

  @Test
  void whatNobodyMeasuredIsAnEmptyChartAndNoZero() {
    assertThat(charts(new RegionSeries(), List.of()))
        .hasSize(4)
        .allMatch(Chart::isEmpty)
        .allSatisfy(chart -> assertThat(chart.summary()).endsWith("no data"));
  }

  @Test
  void aStoreThatDoesNotAnswerDoesNotTakeThePageAway() {
    RegionSeries broken = new RegionSeries();
    broken.fail(new QueryException(QueryException.Kind.UNAVAILABLE, "away"));
    assertThat(charts(broken, List.of())).allMatch(Chart::isEmpty);
  }

  @Test
  void marksWhenARegionWasTakenOutAndGivenBack() {
    MemoryLedger ledger = new MemoryLedger(FakeClock.at(SampleRegions.NOW));
    happened(ledger, 1200, "region.failover_begun", "us-east");
    happened(ledger, 400, "region.failover_begun", "us-east");
    happened(ledger, 398, "region.fenced", "us-east");
    happened(ledger, 390, "region.out", "us-east");
    happened(ledger, 380, "region.out", "of-another-policy");
    happened(ledger, 90, "region.restored", "us-east");

    List<Milestone> marks =
        RegionMilestones.of(
            ledger.events(), List.of("us-east", "eu-west"), SIGHT.now().minusSeconds(900));

    assertThat(marks)
        .extracting(mark -> mark.kind() + " " + mark.words())
        .containsExactly(
            "FAILOVER us-east: failover begins", "OUT us-east is out", "RESTORED us-east is back");
    assertThat(charts(SampleRegions.series(), marks).getFirst().keys())
        .containsExactly("» failover began", "⊘ region out", "✓ region back");
  }

  private static void happened(MemoryLedger ledger, long ago, String name, String region) {
    Instant at = SampleRegions.NOW.minus(Duration.ofSeconds(ago));
    ledger.events().append(new Event(0, at, name, "region/" + region, "ballast", name, Map.of()));
  }
}
