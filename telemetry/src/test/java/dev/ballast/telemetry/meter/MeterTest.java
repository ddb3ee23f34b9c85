// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.meter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

final class MeterTest {

  private final Meter meter = new Meter();

  @Test
  void writesEveryTypeAsPrometheusText() {
    meter.counter("ballast_b_total", "B things.", "signal", "logs").add(3);
    meter.counter("ballast_b_total", "B things.", "signal", "traces").add();
    meter.gauge("ballast_a", "A thing.").set(1.5);
    Histogram seconds = meter.histogram("ballast_c_seconds", "C time.", new double[] {0.1, 1});
    seconds.observe(0.1);
    seconds.observe(0.5);
    seconds.observe(7);

    assertThat(meter.prometheusText())
        .isEqualTo(
            """
            # HELP ballast_a A thing.
            # TYPE ballast_a gauge
            ballast_a 1.5
            # HELP ballast_b_total B things.
            # TYPE ballast_b_total counter
            ballast_b_total{signal="logs"} 3
            ballast_b_total{signal="traces"} 1
            # HELP ballast_c_seconds C time.
            # TYPE ballast_c_seconds histogram
            ballast_c_seconds_bucket{le="0.1"} 1
            ballast_c_seconds_bucket{le="1"} 2
            ballast_c_seconds_bucket{le="+Inf"} 3
            ballast_c_seconds_sum 7.6
            ballast_c_seconds_count 3
            """);
  }

  @Test
  void escapesHelpAndLabelValues() {
    meter.gauge("g", "a \\ and\na \"quote\"", "l", "a \\ and\na \"quote\"").set(Double.NaN);

    assertThat(meter.prometheusText())
        .isEqualTo(
            """
            # HELP g a \\\\ and\\na "quote"
            # TYPE g gauge
            g{l="a \\\\ and\\na \\"quote\\""} NaN
            """);
  }

  @Test
  void givesTheSameInstrumentForTheSameNameAndLabels() {
    meter.counter("c_total", "C.", "a", "1").add();
    meter.counter("c_total", "C.", "a", "1").add();

    assertThat(meter.counter("c_total", "C.", "a", "1").value()).isEqualTo(2);
    assertThat(meter.counter("c_total", "C.", "a", "2").value()).isZero();
  }

  @Test
  void readsASuppliedGaugeWhenSomebodyLooks() {
    double[] now = {1};
    meter.gauge("g", "G.", () -> now[0]);
    now[0] = Double.POSITIVE_INFINITY;

    assertThat(meter.prometheusText()).endsWith("g +Inf\n");
  }

  @Test
  void refusesAnotherTypeUnderTheSameName() {
    meter.counter("x_total", "X.");

    assertThatIllegalArgumentException().isThrownBy(() -> meter.gauge("x_total", "X."));
    assertThatIllegalArgumentException().isThrownBy(() -> meter.counter("y_total", "Y.", "a"));
  }
}
