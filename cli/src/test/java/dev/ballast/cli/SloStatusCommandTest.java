// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code slo status}: what is left, and what that rests on. */
class SloStatusCommandTest {

  private static final String SLOS =
      """
      {"slos":[
       {"slo":"checkout","service":"shop","region":"","state":"MET","target":0.99,"sli":0.995,
        "budget":{"remaining":0.5},"coverage":{"recent":1,"window":0.25},"budgeting":"ratio_timeslices",
        "window":{"written_seconds":2678400,"time_scale":1,"to":"2026-04-01T00:00:00Z","calendar":true},
        "problem":"","bounds":null,
        "components":[{"name":"fast","target":0.9,"weight":2,"state":"NO_DATA","remaining":null}],
        "exclusions":[{"granted_from":"2026-03-01T02:00:00Z","granted_to":"2026-03-01T03:00:00Z",
          "refused_seconds":3600,"cap":0.1,"reason":"upgrade","by":"ann"}],
        "alerts":[{"policy":"fast","state":"BREACHING","burn_rate":16,"lookback_seconds":3600}]},
       {"slo":"latency","service":"shop","region":"","state":"UNCERTAIN","target":0.9,"sli":0.8,
        "budget":{"remaining":-1},"coverage":{"recent":1,"window":1},"budgeting":"occurrences",
        "window":{"written_seconds":2592000,"time_scale":60,"to":"2026-03-05T00:00:00Z","calendar":false},
        "problem":"x","components":[],"exclusions":[],
        "bounds":{"remaining_low":-1,"remaining_high":0.4,"text":"took_bucket has no bucket le=\\"0.3\\""}}]}
      """;

  private FakeServer server;

  @BeforeEach
  void start() throws IOException {
    server = FakeServer.start().answer("/api/v1/slos", 200, SLOS);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Shell.Answer run(String... arguments) {
    return Shell.piped().with("BALLAST_SERVER", server.url()).run(arguments);
  }

  @Test
  void saysWhatIsLeftAndWhatItRestsOn() {
    Shell.Answer answer = run("slo", "status");
    assertThat(answer.exitCode()).isZero();
    assertThat(answer.out())
        .contains("31 d until 2026-04-01T00:00:00Z", "ratio timeslices", "30 d (1:60)")
        .contains("checkout: fast is NO_DATA, - left of its own budget, weight 2, target 90 %\n")
        .contains(
            "checkout: left out 2026-03-01T02:00:00Z to 2026-03-01T03:00:00Z, upgrade (ann); 1 h"
                + " more count, the cap of 10 % is reached\n")
        .contains("checkout: alert policy fast is BREACHING, burn rate 16 over 1 h\n")
        .contains(
            "latency: between bounds, -100 % to 40 % left: took_bucket has no bucket"
                + " le=\"0.3\".\n");
  }

  @Test
  void showsOneByItsName() {
    assertThat(run("slo", "status", "latency", "-o", "json").out())
        .contains("\"slo\":\"latency\"")
        .doesNotContain("\"slo\":\"checkout\"");
    Shell.Answer typo = run("slo", "status", "latenzy");
    assertThat(typo.exitCode()).isEqualTo(2);
    assertThat(typo.err())
        .contains("SLO: latenzy (expected: one of checkout, latency). Did you mean latency?");
  }
}
