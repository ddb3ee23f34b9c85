// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.shop.journal.Volume;
import dev.ballast.shop.scenario.Fault.Fill;
import dev.ballast.shop.scenario.Scenario;
import dev.ballast.shop.scenario.Truth;
import dev.ballast.shop.topology.Node;
import dev.ballast.shop.topology.Topology;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class FillingTest {

  private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");
  private static final Fill FILL = new Fill(new Node("orders", "eu-west"), 1_000, 10);

  @TempDir Path dir;
  private Filling filling;

  @BeforeEach
  void begin() throws IOException {
    write("before", 200);
    Topology topology = Topology.of(List.of("us-east", "eu-west"));
    Truth truth = Truth.begin(dir.resolve("truth.json"), Scenario.DISK_FILLS, 7, topology);
    truth.started(FILL, START, topology);
    filling = Filling.begin(FILL, new Volume(dir.resolve("journal"), 1_000), truth, START);
  }

  private void write(String name, int bytes) throws IOException {
    Path folder = Files.createDirectories(dir.resolve("journal"));
    Files.write(folder.resolve(name), new byte[bytes]);
  }

  private JsonNode truth() {
    return JsonMapper.shared().readTree(dir.resolve("truth.json"));
  }

  @Test
  void promisesWhatTheOrderedRatePromises() {
    assertThat(truth().get("kind").asString()).isEqualTo("disk-fills");
    assertThat(truth().at("/magnitude/volume_bytes").asLong()).isEqualTo(1_000);
    assertThat(truth().at("/magnitude/bytes_per_second").asLong()).isEqualTo(10);
    assertThat(truth().get("used_at_start_bytes").asLong()).isEqualTo(200);
    assertThat(truth().get("full").asString()).isEqualTo("2026-01-02T03:05:25Z");
    assertThat(truth().get("full_is").asString()).isEqualTo("extrapolated");
  }

  @Test
  void goesByTheRateThatWasMeasured() throws IOException {
    write("more", 400);
    filling.look(START.plusSeconds(20));

    assertThat(truth().get("full").asString()).isEqualTo("2026-01-02T03:04:45Z");
    assertThat(truth().get("full_is").asString()).isEqualTo("extrapolated");
  }

  @Test
  void whatWasSeenStays() throws IOException {
    write("more", 800);
    filling.look(START.plusSeconds(70));
    Files.delete(dir.resolve("journal/more"));
    filling.look(START.plusSeconds(71));

    assertThat(truth().get("full").asString()).isEqualTo("2026-01-02T03:05:15Z");
    assertThat(truth().get("full_is").asString()).isEqualTo("observed");
  }
}
