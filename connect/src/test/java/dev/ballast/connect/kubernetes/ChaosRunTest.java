// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ballast.control.actuator.ActuatorException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Against fabric8's API server; what Chaos Mesh would write into the status is written here. */
final class ChaosRunTest {

  private static final String PATH =
      "/apis/chaos-mesh.org/v1alpha1/namespaces/shop/networkchaos/slow";

  private final MockCluster mock = new MockCluster();
  private final ChaosControl control =
      new ChaosControl(
          mock.cluster(),
          ChaosManifest.of(
              new ChaosOrder(
                  "slow",
                  "shop",
                  "net.latency",
                  Map.of("delay_ms", "100"),
                  Map.of("app", "payments"),
                  "all",
                  "",
                  Duration.ofSeconds(10))));
  private final List<String> told = new ArrayList<>();
  private Instant now = Instant.EPOCH;
  private final List<String> statuses = new ArrayList<>();

  @AfterEach
  void stop() {
    mock.close();
  }

  private ChaosRun run() {
    return new ChaosRun(control, () -> now, this::pause, told::add);
  }

  /** Time passes, and Chaos Mesh says the next thing. */
  private void pause(Duration time) {
    now = now.plus(time);
    if (!statuses.isEmpty()) {
      String status = statuses.removeFirst();
      mock.edit(
          PATH, json -> json.replaceFirst(",?\"status\":\\{.*}}$", "}").replaceFirst("}$", status));
    }
  }

  private static String status(boolean selected, boolean injected, boolean recovered) {
    return """
    ,"status":{"conditions":[{"type":"Selected","status":"%s"},{"type":"AllInjected","status":"%s"},\
    {"type":"AllRecovered","status":"%s"},{"type":"Paused","status":"False"}],\
    "experiment":{"desiredPhase":"Run","containerRecords":[{"id":"shop/payments-1"}]}}}\
    """
        .formatted(word(selected), word(injected), word(recovered));
  }

  private static String word(boolean is) {
    return is ? "True" : "False";
  }

  @Test
  void isInForceThenOverThenGone() throws Exception {
    statuses.add(status(true, false, false));
    statuses.add(status(true, true, false));
    statuses.add(status(true, true, false));
    statuses.add(status(true, false, true));
    ChaosRun.Result result = run().run(Duration.ofSeconds(10), Duration.ofSeconds(5), () -> false);
    assertThat(result.verdict()).as(result.evidence()).isEqualTo(ChaosRun.Verdict.HEALED);
    assertThat(told)
        .contains(
            "nothing is told yet",
            "{AllInjected=true, AllRecovered=false, Paused=false, Selected=true}, pods: 1");
    assertThat(control.status()).isEmpty();
  }

  @Test
  void whatSelectsNothingHasFailedAndIsTakenAway() throws Exception {
    statuses.add(status(false, false, false));
    ChaosRun.Result result = run().run(Duration.ofSeconds(10), Duration.ofSeconds(5), () -> false);
    assertThat(result.verdict()).isEqualTo(ChaosRun.Verdict.NOT_EFFECTIVE);
    assertThat(result.evidence()).contains("Selected=false").endsWith("it was taken away");
    assertThat(control.status()).isEmpty();
  }

  @Test
  void oneThatIsThereAlreadyIsLeftAlone() throws Exception {
    control.create();
    assertThatThrownBy(() -> run().run(Duration.ofSeconds(10), Duration.ofSeconds(5), () -> false))
        .isInstanceOf(ActuatorException.class)
        .hasMessageContaining("NetworkChaos shop/slow")
        .hasMessageContaining("is there already");
    assertThat(control.status()).isPresent();
  }

  @Test
  void aFailureOfAPodIsTold() {
    ChaosStatus status =
        ChaosStatus.of(
            Map.of(
                "conditions",
                List.of(Map.of("type", "Selected", "status", "True")),
                "experiment",
                Map.of(
                    "containerRecords",
                    List.of(
                        Map.of(
                            "events",
                            List.of(Map.of("type", "Failed", "message", "no sch_netem")))))));
    assertThat(status.sentence()).isEqualTo("{Selected=true}, pods: 1, failed: no sch_netem");
    assertThat(status.isEffective()).isFalse();
  }
}
