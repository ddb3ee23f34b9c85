// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ChaosManifestTest {

  private static ChaosOrder order(String kind, Map<String, String> parameters) {
    return new ChaosOrder(
        "slow-payments",
        "shop",
        kind,
        parameters,
        Map.of("app", "payments"),
        "one",
        "",
        Duration.ofSeconds(30));
  }

  @Test
  void aDelayIsANetworkChaosThatEndsByItselfAndHitsOnlyWhoOptedIn() {
    assertThat(
            ChaosControl.yaml(
                ChaosManifest.of(
                    order("net.latency", Map.of("delay_ms", "200", "jitter_ms", "20")))))
        .isEqualToIgnoringNewLines(
            """
            ---
            apiVersion: "chaos-mesh.org/v1alpha1"
            kind: "NetworkChaos"
            metadata:
              name: "slow-payments"
              namespace: "shop"
              labels:
                app.kubernetes.io/managed-by: "ballast"
            spec:
              action: "delay"
              delay:
                correlation: "0"
                jitter: "20ms"
                latency: "200ms"
              direction: "to"
              mode: "one"
              selector:
                namespaces:
                - "shop"
                labelSelectors:
                  app: "payments"
                  ballast.dev/faults: "allowed"
              duration: "30s"
            """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          net.cut       |                                | NetworkChaos | loss
          net.loss      | percent=30                     | NetworkChaos | loss
          net.bandwidth | kb_per_second=100              | NetworkChaos | bandwidth
          process.kill  |                                | PodChaos     | pod-kill
          process.stop  |                                | PodChaos     | pod-failure
          stress.cpu    | percent=80                     | StressChaos  | cpu
          stress.memory | mb=64                          | StressChaos  | memory
          http.abort    | port=8080;status=503           | HTTPChaos    | replace
          http.abort    | port=8080                      | HTTPChaos    | abort
          http.latency  | port=8080;delay_ms=50          | HTTPChaos    | delay
          dns.servfail  | names=*.pay.example            | DNSChaos     | error
          jvm.latency   | method=a.B#c;delay_ms=9        | JVMChaos     | latency
          jvm.exception | method=a.B#c;exception=a.E     | JVMChaos     | exception
          jvm.return    | method=a.B#c;value=0           | JVMChaos     | return
          """)
  void everyKindHasItsResource(String kind, String set, String resource, String word) {
    Map<String, String> parameters = new HashMap<>();
    if (set != null) {
      for (String pair : set.split(";", -1)) {
        int equals = pair.indexOf('=');
        parameters.put(pair.substring(0, equals), pair.substring(equals + 1));
      }
    }
    ChaosOrder order = order(kind, parameters);
    assertThat(ChaosManifest.problems(order)).isEmpty();
    Map<String, Object> manifest = ChaosManifest.of(order);
    assertThat(manifest).containsEntry("kind", resource);
    assertThat(String.valueOf(manifest.get("spec"))).contains(word);
    assertThat(Tree.map(manifest.get("spec")).containsKey("duration"))
        .isEqualTo(!kind.equals("process.kill"));
  }

  @Test
  void everythingThatIsWrongIsToldAtOnce() {
    assertThat(
            ChaosManifest.problems(
                new ChaosOrder(
                    "x",
                    "Shop",
                    "net.latency",
                    Map.of("delay", "5"),
                    Map.of(),
                    "fixed",
                    "",
                    Duration.ofHours(2))))
        .containsExactly(
            "parameter delay: not known (expected: delay_ms, jitter_ms)",
            "delay_ms: missing (expected: a whole number)",
            "namespace: Shop (expected: its name)",
            "pods: no label (expected: labels such as app=payments; never all pods)",
            "value:  (expected: a whole number from 1)",
            "for: 7200 s (expected: 1 s to 1 h)");
    assertThat(ChaosManifest.problems(order("net.duplicate", Map.of())).getFirst())
        .startsWith("kind: net.duplicate (expected: one of net.cut, net.latency");
    assertThat(ChaosManifest.problems(order("dns.servfail", Map.of("names", "*"))))
        .containsExactly("names: * (expected: names such as db.example or *.example, never all)");
  }

  @Test
  void writesWhatBecomesOfSinglePackets() {
    assertThat(
            ChaosControl.yaml(
                ChaosManifest.of(
                    order(
                        "net.netem",
                        Map.of(
                            "delay_ms", "20",
                            "reorder_percent", "5",
                            "duplicate_percent", "0.5",
                            "kb_per_second", "100")))))
        .contains(
            """
              action: "netem"
              delay:
                correlation: "0"
                jitter: "0ms"
                latency: "20ms"
                reorder:
                  correlation: "0"
                  gap: 0
                  reorder: "5"
              direction: "to"
              duplicate:
                correlation: "0"
                duplicate: "0.5"
            """)
        .contains("  rate:\n    rate: \"100kbps\"\n");
    assertThat(ChaosManifest.problems(order("net.netem", Map.of())))
        .containsExactly("nothing is to become of the packets (expected: such as loss_percent=1)");
    assertThat(ChaosManifest.problems(order("net.netem", Map.of("jitter_ms", "5"))))
        .containsExactly("delay_ms: missing (expected: with jitter_ms and reorder_percent)");
    assertThat(ChaosManifest.problems(order("net.netem", Map.of("loss_percent", "101"))))
        .containsExactly("loss_percent: 101 (expected: a number 0..100)");
  }
}
