// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.telemetry.scrape.ScrapeTarget;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServerConfigTest {

  private final ServerConfig config = ServerConfig.in(Path.of("data"));

  @Test
  void isValidByDefaultAndListensOnLoopback() {
    assertThat(config.problems()).isEmpty();
    assertThat(config.isLoopback()).isTrue();
    assertThat(config.listen().port()).isEqualTo(7700);
  }

  @Test
  void listsEveryProblemWithItsFlagAndRule() {
    ServerConfig wrong =
        config
            .withListen(new ServerConfig.Listen(" ", 70_000, -1, 4318))
            .withTimeScale(0.5)
            .withEvaluation(Duration.ofMillis(10))
            .withRetention(
                new ServerConfig.Retention(
                    Duration.ofMinutes(1), Duration.ofDays(1), Duration.ofDays(1)));

    assertThat(wrong.problems())
        .containsExactly(
            "--host:   (expected: an address or a name)",
            "--port: 70000 (expected: 0..65535)",
            "--otlp-grpc-port: -1 (expected: 0..65535)",
            "--time-scale: 0.5 (expected: 1..3600)",
            "--evaluation-interval: PT0.01S (expected: 1s..5m)",
            "--retention-metrics: PT1M (expected: 1h or longer)");
  }

  @Test
  void refusesToScrapeWhatIsNoHttpAddress() {
    ServerConfig wrong =
        config.withScrape(
            List.of(
                ScrapeTarget.of("good", URI.create("http://localhost:9100/metrics")),
                ScrapeTarget.of("node", URI.create("localhost:9100/metrics"))));
    assertThat(wrong.problems())
        .containsExactly(
            "--scrape: node=localhost:9100/metrics (expected: JOB=http://HOST:PORT/PATH)");
  }

  @Test
  void judgesMoreOftenWhenTimePassesFasterButNeverFasterThanASecond() {
    assertThat(config.evaluateEvery()).isEqualTo(Duration.ofSeconds(10));
    assertThat(config.withTimeScale(4).evaluateEvery()).isEqualTo(Duration.ofMillis(2500));
    assertThat(config.withTimeScale(60).evaluateEvery()).isEqualTo(Duration.ofSeconds(1));
    assertThat(config.withTimeScale(60).spanMetricsEvery()).isEqualTo(Duration.ofSeconds(1));
    assertThat(config.withEvaluation(Duration.ofSeconds(3)).evaluateEvery())
        .isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void knowsWhatOthersCanReach() {
    assertThat(host("127.0.0.2").isLoopback()).isTrue();
    assertThat(host("localhost").isLoopback()).isTrue();
    assertThat(host("::1").isLoopback()).isTrue();
    assertThat(host("0.0.0.0").isLoopback()).isFalse();
    assertThat(host("10.1.2.3").isLoopback()).isFalse();
  }

  private ServerConfig host(String host) {
    return config.withListen(new ServerConfig.Listen(host, 7700, 0, 0));
  }
}
