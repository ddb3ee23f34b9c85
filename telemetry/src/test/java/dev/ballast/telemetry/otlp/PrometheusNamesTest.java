// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PrometheusNamesTest {

  @ParameterizedTest
  @CsvSource({
    "requests, '', COUNTER, requests_total",
    "requests_total, '', COUNTER, requests_total",
    "total.requests, '', COUNTER, requests_total",
    "items, 1, COUNTER, items_total",
    "cpu_usage, 1, GAUGE, cpu_usage_ratio",
    "cpu_usage_ratio, 1, GAUGE, cpu_usage_ratio",
    "response_time, ms, GAUGE, response_time_milliseconds",
    "response_time_seconds, s, GAUGE, response_time_seconds",
    "cpu_seconds_total, s, COUNTER, cpu_seconds_total",
    "http.server.request.duration, s, HISTOGRAM, http_server_request_duration_seconds",
    "memory.usage, By, GAUGE, memory_usage_bytes",
    "requests, 1/s, GAUGE, requests_per_second",
    "requests, 1/s, COUNTER, requests_per_second_total",
    "throughput, By/s, GAUGE, throughput_bytes_per_second",
    "speed, m/m, GAUGE, speed_meters_per_minute",
    "custom_metric, custom_unit, GAUGE, custom_metric_custom_unit",
    "custom_metric, {custom}, GAUGE, custom_metric",
    "custom_metric, By/{custom}, GAUGE, custom_metric_bytes",
    "custom_metric, unit@with#special/chars, GAUGE, custom_metric_unit_with_special_per_chars",
    "metric__with__underscores, unit__more, GAUGE, metric_with_underscores_unit_more",
    "123_requests, '', COUNTER, _123_requests_total",
    "load, %, GAUGE, load_percent",
    "job:rate, '', GAUGE, job:rate",
    "active_connections, '', GAUGE, active_connections",
    "métric.ñame, '', GAUGE, m_tric_ame",
    "@#$%, '', COUNTER, ''",
    "'', s, GAUGE, ''",
  })
  void spellsMetricNamesAsPrometheusDoes(
      String name, String unit, MetricKind kind, String expected) {
    assertThat(PrometheusNames.metric(name, unit, kind)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "http.method, http_method",
    "123invalid, key_123invalid",
    "_private, key_private",
    "__reserved__, __reserved__",
    ".dot, key_dot",
    "a:b, a_b",
    "ünicode, key_nicode",
    "___, ''",
    "'', ''",
  })
  void spellsLabelNamesAsPrometheusDoes(String attribute, String expected) {
    assertThat(PrometheusNames.label(attribute)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "s, seconds",
    "By/s, bytes_per_second",
    "1, ''",
    "1/s, per_second",
    "{request}, ''",
  })
  void saysUnitsInWords(String unit, String expected) {
    assertThat(PrometheusNames.unit(unit)).isEqualTo(expected);
  }
}
