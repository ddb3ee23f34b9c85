// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The real server, killed with signal 9 while a game day has something broken. */
final class KilledGameDayTest {

  private static final String DAY =
      """
      apiVersion: ballast.dev/v1
      kind: GameDay
      metadata: {name: east}
      spec:
        objective: "Can we lose us-east?"
        mode: simulated
        safety: {lease: 2s, renewEvery: 500ms}
        timeline:
          - {at: "09:00", id: kickoff, do: meeting}
          - at: "09:00"
            id: chaos
            do: fault
            fault: {kind: RegionIsolation, target: {matchLabels: {region: us-east}}, duration: 30m}
          - {at: "09:30", id: restore, do: heal, fault: chaos}
          - {at: "09:40", id: document, do: report}
      """;

  private static final long LEASE_AND_A_SECOND = 3_000;
  private static final long PATIENCE = 60_000;

  @TempDir private Path folder;

  @Test
  void healsByItsLeaseAndIsToldAsAborted() throws Exception {
    try (LeasedMesh mesh = new LeasedMesh()) {
      String[] options = {"--mesh", "us-east=" + mesh.url()};
      try (KilledServer server = KilledServer.start(folder, options)) {
        assertThat(server.post("/api/v1/gamedays?file=day.yaml", DAY)).isEqualTo(201);
        assertThat(mesh.await(2, PATIENCE)).as("the region is cut off").isTrue();
        server.kill();
        assertThat(mesh.await(0, LEASE_AND_A_SECOND)).as("healed within the lease").isTrue();
      }
      try (KilledServer again = KilledServer.start(folder, options)) {
        JsonNode day = ended(again);
        assertThat(day.path("phase").asString("")).isEqualTo("aborted");
        assertThat(day.path("why").asString("")).contains("the server was started again");
        assertThat(day.path("clean").asString("")).isNotEmpty();
        assertThat(again.text("/api/v1/gamedays/latest/report"))
            .startsWith("# Can we lose us-east?")
            .contains("the server was started again");
        assertThat(mesh.await(0, 0)).as("nothing is left").isTrue();
      }
    }
  }

  private static JsonNode ended(KilledServer server) throws Exception {
    long end = System.nanoTime() + PATIENCE * 1_000_000;
    JsonNode day = server.get("/api/v1/gamedays/latest");
    while (day.path("ended").asString("").isEmpty() && System.nanoTime() < end) {
      LockSupport.parkNanos(50_000_000);
      day = server.get("/api/v1/gamedays/latest");
    }
    return day;
  }
}
