// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.regions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ballast.control.regions.failover.FailoverState;
import dev.ballast.control.regions.failover.Phase;
import dev.ballast.model.DnsName;
import dev.ballast.model.DnsZone;
import dev.ballast.model.IpNetwork;
import dev.ballast.model.RegionName;
import dev.ballast.model.RegionPolicy;
import dev.ballast.server.json.Json;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

final class NameDeskTest {

  private static final Instant NOW = Instant.parse("2026-11-27T03:00:00Z");
  private static final RegionName EAST = new RegionName("us-east");
  private static final RegionName WEST = new RegionName("eu-west");
  private static final RegionPolicy POLICY =
      RegionPolicy.of("shop", List.of(EAST, WEST), "office")
          .withDns(
              new DnsZone(
                  "go.shop.example",
                  Map.of("ns.else.example", List.of()),
                  "ops@shop.example",
                  Duration.ofSeconds(5),
                  DnsZone.LeaveOut.SEEN,
                  Map.of(EAST, List.of(IpNetwork.parse("192.0.2.0/24"))),
                  List.of(
                      new DnsName(
                          "www.go.shop.example",
                          Duration.ofSeconds(5),
                          Map.of(EAST, List.of("10.1.0.1"), WEST, List.of("10.2.0.1")),
                          Map.of()))));

  private final FailoverState watching = FailoverState.start(EAST);

  private static RegionWatch.View view(FailoverState state) {
    return new RegionWatch.View(POLICY, state, null, List.of(), Map.of());
  }

  private static JsonNode json(NameDesk desk) {
    return Json.read(
        Json.text(NamesJson.of(desk, IpNetwork.parse("192.0.2.7"), NOW)), JsonNode.class);
  }

  @Test
  void saysWhereNamesLeadAndWhy() throws IOException {
    try (NameDesk desk = new NameDesk(() -> NOW)) {
      desk.follow(view(watching));
      assertThat(json(desk).path("served_on").isNull()).isTrue();

      desk.listen("127.0.0.1:0");
      desk.follow(
          view(
              new FailoverState(
                  watching.tenure(), new Phase.Out(EAST, true, NOW, "failover"), NOW, "")));

      JsonNode names = json(desk);
      assertThat(names.path("served_on").asString()).startsWith("127.0.0.1:");
      JsonNode policy = names.path("policies").path(0);
      assertThat(policy.path("allowed_ttl_seconds").asDouble()).isEqualTo(23);
      assertThat(policy.path("old").asBoolean()).as("nobody has looked").isTrue();
      assertThat(policy.path("regions").path(0).path("out").asBoolean()).isTrue();
      JsonNode answer = policy.path("names").path(0).path("answer");
      assertThat(answer.path("region").asString()).isEqualTo("eu-west");
      assertThat(answer.path("text").asString())
          .isEqualTo("us-east is nearest and was taken out; turned to eu-west");

      desk.keep(Set.of());
      assertThat(json(desk).path("policies").size()).isZero();
    }
  }

  @Test
  void saysWhenItCannotListen() throws IOException {
    try (NameDesk first = new NameDesk(() -> NOW);
        NameDesk second = new NameDesk(() -> NOW)) {
      first.listen("127.0.0.1:0");
      assertThatThrownBy(() -> second.listen(first.servedOn())).isInstanceOf(IOException.class);
      assertThatThrownBy(() -> second.listen("127.0.0.1:no"))
          .hasMessage("127.0.0.1:no (expected: HOST or HOST:PORT)");
    }
  }
}
