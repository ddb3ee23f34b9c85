// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.gameday.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.control.findings.Goals;
import dev.ballast.control.findings.RunRecord;
import dev.ballast.control.findings.Series;
import dev.ballast.control.findings.Signal;
import dev.ballast.control.gameday.DayEvent;
import dev.ballast.control.gameday.DayState;
import dev.ballast.control.gameday.GameDayMachine;
import dev.ballast.model.gameday.GameDay;
import dev.ballast.model.yaml.ConfigurationReader;
import dev.ballast.model.yaml.QueryChecker;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class DayReportTest {

  private static final Instant T0 = Instant.parse("2026-01-05T09:30:00Z");

  private static DayReport report() {
    GameDay day =
        ConfigurationReader.readGameDays(
                List.of(Path.of("../examples/gameday/region-failure.yaml")), QueryChecker.NONE)
            .days()
            .getFirst();
    GameDayMachine machine = new GameDayMachine(day);
    DayState state = machine.begin("GD-1", "alice", T0.minusSeconds(60)).state();
    state =
        machine
            .step(state, new DayEvent.Said(T0, "carol", "<script>alert(1)</script> | `x`"))
            .state();
    List<Series.Point> share = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      share.add(new Series.Point(T0.plusSeconds(5L * i), 0.5));
    }
    RunRecord run =
        new RunRecord(
            "GD-1",
            new RunRecord.Broken("RegionIsolation", "storefront", "us-east", 4),
            new RunRecord.Clock(
                T0.minusSeconds(60),
                T0,
                T0.plusSeconds(200),
                T0.plusSeconds(201),
                T0.plusSeconds(300)),
            Goals.DEFAULT,
            List.of(
                new Series(Signal.SHARE, "share of us-east", "sum(rate(x{a=\"b\"}[1m]))", share)),
            List.of(),
            List.of("Burn"),
            List.of(),
            List.of(),
            null,
            null,
            null,
            null,
            List.of(),
            Map.of("failover", "RegionPolicy shop"));
    return DayReport.of(day, state, run);
  }

  @Test
  void everyNumberLeadsToItsEvidence() {
    String html = report().html();

    Matcher links = Pattern.compile("href=\"#(e\\d+)\"").matcher(html);
    int count = 0;
    while (links.find()) {
      count++;
      assertThat(html).contains("id=\"" + links.group(1) + "\"");
    }
    assertThat(count).isGreaterThan(5);
    assertThat(html)
        .contains("sum(rate(x{a=&quot;b&quot;}[1m]))")
        .contains("RegionPolicy shop")
        .contains("<svg viewBox")
        .contains("@page { size: A4;")
        .contains("unknown: nobody kept account of acknowledged writes")
        .doesNotContain("<script>");
  }

  @Test
  void markdownKeepsTheTextOfPeopleInItsPlace() {
    String markdown = report().markdown();

    assertThat(markdown)
        .startsWith("# Can we fail over if the us-east region disappears?\n")
        .contains("### 4. Time to failover: never (critical)")
        .contains("**carol** &lt;script>alert(1)&lt;/script> \\| 'x'")
        .contains("kind: GameDay");
  }

  @Test
  void saysWhenNothingWasBroken() {
    DayReport report = report();
    DayReport rehearsed = DayReport.of(report.day(), report.state(), null);

    assertThat(rehearsed.markdown()).contains("Nothing was broken.");
    assertThat(rehearsed.html()).contains("Nothing was broken.");
  }
}
