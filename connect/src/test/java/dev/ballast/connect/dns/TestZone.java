// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.dns;

import dev.ballast.control.regions.names.NameChoice;
import dev.ballast.control.regions.names.NameView;
import dev.ballast.control.regions.names.Standing;
import dev.ballast.control.regions.sight.RegionState;
import dev.ballast.model.DnsName;
import dev.ballast.model.DnsZone;
import dev.ballast.model.IpNetwork;
import dev.ballast.model.RegionName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A zone with two regions: loopback is nearest to us-east. */
final class TestZone {

  static final Instant NOW = Instant.parse("2026-11-27T03:00:00Z");
  static final RegionName EAST = new RegionName("us-east");
  static final RegionName WEST = new RegionName("eu-west");

  private TestZone() {}

  /** All well. */
  static ServedZone well(int ttl) {
    return zone(ttl, Map.of());
  }

  /** With us-east drained. */
  static ServedZone eastOut(int ttl) {
    return zone(ttl, Map.of(EAST, new Standing(EAST, RegionState.HEALTHY, false, 0)));
  }

  private static ServedZone zone(int ttl, Map<RegionName, Standing> standings) {
    Duration time = Duration.ofSeconds(ttl);
    List<String> many = IntStream.range(0, 200).mapToObj(i -> "10.9.0." + i).toList();
    DnsZone zone =
        new DnsZone(
            "go.shop.example",
            Map.of("ns1.go.shop.example", List.of("127.0.0.1")),
            "site.ops@shop.example",
            time,
            DnsZone.LeaveOut.SEEN,
            Map.of(
                EAST, List.of(IpNetwork.parse("127.0.0.0/8")),
                WEST, List.of(IpNetwork.parse("198.51.100.0/24"))),
            List.of(
                name("www.go.shop.example", time, "10.1.0.1", "2001:db8:1::1", "10.2.0.1"),
                new DnsName(
                    "alias.go.shop.example",
                    time,
                    Map.of(EAST, List.of("lb.us.example"), WEST, List.of("lb.eu.example")),
                    Map.of()),
                new DnsName("many.go.shop.example", time, Map.of(EAST, many), Map.of()),
                name("deep.api.go.shop.example", time, "10.1.0.2", "2001:db8:1::2", "10.2.0.2")));
    return new ServedZone(new NameChoice(zone), new NameView(standings, NOW, NOW));
  }

  private static DnsName name(String name, Duration ttl, String east, String six, String west) {
    return new DnsName(
        name,
        ttl,
        Map.of(EAST, List.of(east, six), WEST, List.of(west, "2001:db8:2::1")),
        Map.of());
  }
}
