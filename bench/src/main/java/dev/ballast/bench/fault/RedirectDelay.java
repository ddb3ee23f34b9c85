// SPDX-License-Identifier: Apache-2.0
package dev.ballast.bench.fault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A delay on a port that nothing is configured for: the kernel leads new connections aside. */
final class RedirectDelay {

  private static final int LEASE_SECONDS = 300;

  private RedirectDelay() {}

  /** Compares a port with a delay of so many milliseconds to one without. */
  @FunctionalInterface
  interface Pairs {
    int compare(int delayMs, int plain, int slow) throws IOException;
  }

  /** How many delays miss what they must. */
  static int measure(Path folder, Surroundings around, int[] delaysMs, Pairs pairs)
      throws Exception {
    if (!Files.isExecutable(Path.of("/usr/sbin/nft"))) {
      System.out.println("no nft here: delays by a redirect are left out");
      return 0;
    }
    int bad = 0;
    try (Upstream plain = new Upstream();
        Upstream slow = new Upstream();
        Lane lane =
            new Lane(1, folder, around, List.of(l -> l.target("led", "port: " + slow.port())));
        AgentProcess agent = new AgentProcess(lane)) {
      for (int delay : delaysMs) {
        Map<String, String> parameters = Map.of("delay_ms", String.valueOf(delay));
        Subject subject =
            new Subject("net.latency", "redirect", "kernel", "led", parameters, () -> true);
        String id = "redirect-" + delay;
        if (agent.send("POST", "/v1/faults", subject.body(id, LEASE_SECONDS)) != 201) {
          return bad + 1;
        }
        bad += pairs.compare(delay, plain.port(), slow.port());
        var _ = agent.send("DELETE", "/v1/faults/" + id, "{}");
      }
    }
    return bad;
  }
}
