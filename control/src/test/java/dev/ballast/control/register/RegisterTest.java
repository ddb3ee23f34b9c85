// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.register;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.control.register.Register.Result;
import dev.ballast.control.register.Register.Row;
import dev.ballast.control.topology.Edge;
import dev.ballast.control.topology.Topology;
import dev.ballast.model.Dependency.Strength;
import dev.ballast.model.Event;
import dev.ballast.model.Place;
import dev.ballast.model.ServiceName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RegisterTest {

  private static final Instant T0 = Instant.parse("2026-01-05T09:30:00Z");

  private static final Topology SHOP =
      new Topology(
          List.of(
              new Edge(
                  new Place(new ServiceName("storefront"), "us-east"),
                  new Place(new ServiceName("payments"), "us-east"),
                  "",
                  Strength.HARD,
                  true,
                  new Edge.Traffic.None())),
          Duration.ZERO,
          Duration.ZERO,
          Map.of(),
          T0);

  private static Event event(int second, String name, Map<String, String> attributes) {
    return new Event(second, T0.plusSeconds(second), name, "service/x", "ballast", "", attributes);
  }

  private static Register register(Event... events) {
    return Register.of(
        SHOP, List.of("payments", "storefront"), List.of("us-east"), List.of(events));
  }

  private static Row row(Register register, String subject, FaultKind kind) {
    return register.rows().stream()
        .filter(r -> r.subject().text().equals(subject) && r.kind() == kind)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void whatNobodyTriedIsNever() {
    Register register = register();

    assertThat(register.rows()).hasSize(1 + 3 * 4).allMatch(r -> r.result() == Result.NEVER);
    assertThat(register.tested()).isZero();
  }

  @Test
  void takesTheResultOfTheRunThatTriedIt() {
    Register register =
        register(
            event(
                1,
                "fault.injected",
                Map.of("kind", "RegionIsolation", "region", "us-east", "run", "GD-1")),
            event(
                2,
                "fault.injected",
                Map.of(
                    "kind", "latency", "service", "payments", "source", "storefront", "run", "X")),
            event(3, "gameday.finished", Map.of("run", "GD-1", "verdict", "failed")),
            event(
                4,
                "fault.injected",
                Map.of("kind", "RegionIsolation", "region", "us-east", "run", "GD-2")),
            event(5, "gameday.finished", Map.of("run", "GD-2", "verdict", "passed")));

    Row region = row(register, "region us-east", FaultKind.REGION_ISOLATION);
    assertThat(region.result()).isEqualTo(Result.PASSED);
    assertThat(region.times()).isEqualTo(2);
    assertThat(region.run()).isEqualTo("GD-2");
    assertThat(region.last()).isEqualTo(T0.plusSeconds(4));
    assertThat(row(register, "storefront → payments", FaultKind.LATENCY).result())
        .isEqualTo(Result.OPEN);
    assertThat(row(register, "payments", FaultKind.LATENCY).result()).isEqualTo(Result.NEVER);
  }

  @Test
  void namesFaultsThatHaveNoRow() {
    Register register =
        register(event(1, "fault.injected", Map.of("kind", "DiskFull", "service", "payments")));

    assertThat(register.others()).containsExactly("DiskFull at service/x");
    assertThat(register.tested()).isZero();
  }
}
