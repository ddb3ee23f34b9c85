// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.slo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.control.slo.SliQuery.Meaning;
import dev.ballast.model.Sli;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class SliQueryTest {

  private static final Duration HOUR = Duration.ofHours(1);
  private static final Increase INCREASE =
      (query, window) -> query.replaceAll("\\bx\\b", "increase(x[" + window + "])");

  @Test
  void putsTheWindowWhereThePlaceholderIs() {
    Sli sli =
        new Sli.Ratio(
            true,
            Sli.Ratio.Side.GOOD,
            "sum(increase(good[{{.window}}]))",
            "sum(increase(all[{{ .window }}]))");
    assertThat(of(sli))
        .isEqualTo(
            new SliQuery("sum(increase(good[1h]))", 1, Meaning.GOOD, "sum(increase(all[1h]))", 1));
  }

  @Test
  void makesEventsOfRatesPerSecond() {
    Sli sli =
        new Sli.Ratio(
            true, Sli.Ratio.Side.BAD, "sum(rate(bad[{{.window}}]))", "sum(rate(all[{{.window}}]))");
    assertThat(of(sli))
        .isEqualTo(
            new SliQuery("sum(rate(bad[1h]))", 3600, Meaning.BAD, "sum(rate(all[1h]))", 3600));
  }

  @Test
  void takesTheIncreaseOfRawCounters() {
    Sli sli = new Sli.Ratio(true, Sli.Ratio.Side.BAD, "sum(x)", "x");
    assertThat(of(sli))
        .isEqualTo(new SliQuery("sum(increase(x[PT1H]))", 1, Meaning.BAD, "increase(x[PT1H])", 1));
  }

  @Test
  void sumsGaugesOverTime() {
    Sli sli = new Sli.Ratio(false, Sli.Ratio.Side.GOOD, "good_now", "all_now");
    assertThat(of(sli))
        .isEqualTo(
            new SliQuery(
                "sum_over_time((good_now)[1h:1m])",
                1,
                Meaning.GOOD,
                "sum_over_time((all_now)[1h:1m])",
                1));
  }

  @Test
  void sumsRatesWithTheirOwnRangeOverTime() {
    Sli sli = new Sli.Ratio(true, Sli.Ratio.Side.GOOD, "rate(a[5m])", "rate(b[5m])");
    assertThat(of(sli).total()).isEqualTo("sum_over_time((rate(b[5m]))[1h:1m])");
    assertThat(of(sli).totalFactor()).isEqualTo(60);
  }

  @Test
  void samplesAMonthCoarserThanAnHour() {
    Sli sli = new Sli.Raw(false, Sli.Raw.Type.FAILURE, "failing");
    SliQuery month = SliQuery.of(sli, Duration.ofDays(30), INCREASE, SloPolicy.DEFAULT);
    assertThat(month.part()).isEqualTo("sum_over_time(((failing) >= 0)[30d:43m12s])");
    assertThat(month.total()).isEqualTo("count_over_time(((failing) >= 0)[30d:43m12s])");
    assertThat(month.meaning()).isEqualTo(Meaning.BAD);
  }

  @Test
  void takesReadyMadeRatiosAsShares() {
    Sli sli = new Sli.Raw(true, Sli.Raw.Type.SUCCESS, "ratio{{.window}}");
    assertThat(of(sli)).isEqualTo(new SliQuery("ratio1h", 1, Meaning.GOOD_SHARE, "", 60));
  }

  @Test
  void countsSamplesWithinTheThreshold() {
    Sli sli =
        new Sli.Threshold(
            "histogram_quantile(0.99, rate(b[{{.window}}]))", Sli.Threshold.Operator.LTE, 0.3);
    assertThat(of(sli))
        .isEqualTo(
            new SliQuery(
                "count_over_time(((histogram_quantile(0.99, rate(b[5m]))) <= 0.3)[1h:1m])",
                1,
                Meaning.GOOD,
                "count_over_time(((histogram_quantile(0.99, rate(b[5m]))) >= -Inf)[1h:1m])",
                1));
  }

  @Test
  void writesScaledWindowsInMilliseconds() {
    SloPolicy scaled = SloPolicy.DEFAULT.withTimeScale(7);
    Sli sli = new Sli.Raw(true, Sli.Raw.Type.SUCCESS, "ratio[{{.window}}]");
    assertThat(SliQuery.of(sli, scaled.scaled(HOUR), INCREASE, scaled).part())
        .isEqualTo("ratio[8m34s286ms]");
  }

  private static SliQuery of(Sli sli) {
    return SliQuery.of(sli, HOUR, INCREASE, SloPolicy.DEFAULT);
  }
}
