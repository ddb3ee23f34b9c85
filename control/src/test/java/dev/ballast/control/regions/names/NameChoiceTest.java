// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.regions.names;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.control.regions.sight.RegionState;
import dev.ballast.model.DnsName;
import dev.ballast.model.DnsZone;
import dev.ballast.model.IpNetwork;
import dev.ballast.model.RegionName;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class NameChoiceTest {

  private static final Instant NOW = Instant.parse("2026-11-27T03:00:00Z");
  private static final RegionName EAST = new RegionName("us-east");
  private static final RegionName WEST = new RegionName("eu-west");
  private static final RegionName SOUTH = new RegionName("ap-south");
  private static final IpNetwork IN_EAST = IpNetwork.parse("192.0.2.7");
  private static final IpNetwork IN_WEST = IpNetwork.parse("192.0.2.200");
  private static final IpNetwork NOWHERE = IpNetwork.parse("203.0.113.9");

  private final Map<RegionName, Standing> standings = new HashMap<>();

  private DnsName name = name(Map.of());

  private static DnsName name(Map<RegionName, Integer> weights) {
    return new DnsName(
        "www.go.example",
        Duration.ofSeconds(5),
        Map.of(EAST, List.of("10.1.0.1"), WEST, List.of("10.2.0.1"), SOUTH, List.of("10.3.0.1")),
        weights);
  }

  private Choice choose(DnsZone.LeaveOut rule, IpNetwork client, Instant at) {
    DnsZone zone =
        new DnsZone(
            "go.example",
            Map.of("ns1.else.example", List.of()),
            "ops@go.example",
            Duration.ofSeconds(5),
            rule,
            Map.of(
                EAST, List.of(IpNetwork.parse("192.0.2.0/24"), IpNetwork.parse("2001:db8::/32")),
                WEST, List.of(IpNetwork.parse("192.0.2.128/25"))),
            List.of(name));
    return new NameChoice(zone).choose(name, new NameView(standings, NOW, NOW), client, at);
  }

  private Choice choose(IpNetwork client) {
    return choose(DnsZone.LeaveOut.SEEN, client, NOW);
  }

  private void stands(RegionName region, RegionState state, int stays) {
    standings.put(region, new Standing(region, state, false, stays));
  }

  /** Shares over many networks and moments. */
  private Map<RegionName, Integer> shares(int of, String pattern) {
    Map<RegionName, Integer> counts = new HashMap<>();
    for (int i = 0; i < of; i++) {
      IpNetwork client = IpNetwork.parse(pattern.formatted(i / 250, i % 250));
      counts.merge(choose(client).region(), 1, Integer::sum);
    }
    return counts;
  }

  @Test
  void theLongestNetworkAroundAClientDecides() {
    assertThat(choose(IN_EAST).region()).isEqualTo(EAST);
    assertThat(choose(IN_WEST).region()).isEqualTo(WEST);
    assertThat(choose(IpNetwork.parse("2001:db8:5::1")).region()).isEqualTo(EAST);
    assertThat(choose(IN_EAST).reason()).isEqualTo(Choice.Reason.NEAREST);
    assertThat(choose(IN_EAST).targets()).containsExactly("10.1.0.1");
  }

  @Test
  void aTellingThatIsCoarserThanANetworkIsNotInIt() {
    assertThat(choose(IpNetwork.parse("192.0.0.0/16")).reason()).isEqualTo(Choice.Reason.WEIGHTED);
  }

  @Test
  void aRegionThatIsDownOrIsolatedIsLeftOut() {
    for (RegionState lost : List.of(RegionState.DOWN, RegionState.ISOLATED)) {
      stands(EAST, lost, 100);
      Choice choice = choose(IN_EAST);
      assertThat(choice.region()).isNotEqualTo(EAST);
      assertThat(choice.reason()).isEqualTo(Choice.Reason.TURNED);
      assertThat(choice.text())
          .contains("us-east is nearest and is " + lost.name().toLowerCase(Locale.ROOT));
      assertThat(shares(500, "203.0.%d.%d")).doesNotContainKey(EAST);
    }
  }

  @Test
  void whatIsOnlySeenDoesNotCountWhenDecisionsAlone() {
    stands(EAST, RegionState.DOWN, 100);
    assertThat(choose(DnsZone.LeaveOut.DECIDED, IN_EAST, NOW).region()).isEqualTo(EAST);
    stands(EAST, RegionState.HEALTHY, 0);
    assertThat(choose(DnsZone.LeaveOut.DECIDED, IN_EAST, NOW).region()).isNotEqualTo(EAST);
  }

  @Test
  void degradedUnknownAndUnseenRegionsAreAnswered() {
    stands(EAST, RegionState.DEGRADED, 100);
    assertThat(choose(IN_EAST).region()).isEqualTo(EAST);
    stands(EAST, RegionState.UNKNOWN, 100);
    assertThat(choose(IN_EAST).region()).isEqualTo(EAST);
  }

  @Test
  void aStageTurnsItsShareOfTheNetworks() {
    stands(EAST, RegionState.HEALTHY, 75);
    int stays = 0;
    for (int i = 0; i < 4_000; i++) {
      Instant at = NOW.plusSeconds(5L * i);
      if (choose(DnsZone.LeaveOut.SEEN, IN_EAST, at).region().equals(EAST)) {
        stays++;
      }
    }
    assertThat(stays).isBetween(2_900, 3_100);
  }

  @Test
  void weightsShareOutThoseOfNoNetwork() {
    name = name(Map.of(EAST, 3, WEST, 1, SOUTH, 0));
    Map<RegionName, Integer> counts = new HashMap<>();
    for (int i = 0; i < 4_000; i++) {
      counts.merge(
          choose(DnsZone.LeaveOut.SEEN, NOWHERE, NOW.plusSeconds(5L * i)).region(),
          1,
          Integer::sum);
    }
    assertThat(counts.get(EAST)).isBetween(2_880, 3_120);
    assertThat(counts.get(WEST)).isBetween(880, 1_120);
    assertThat(counts).doesNotContainKey(SOUTH);
  }

  @Test
  void aRegionOfWeightZeroTakesOverWhenTheOthersAreOut() {
    name = name(Map.of(EAST, 1, WEST, 0, SOUTH, 0));
    stands(EAST, RegionState.HEALTHY, 0);
    stands(SOUTH, RegionState.DOWN, 100);
    assertThat(choose(NOWHERE).region()).isEqualTo(WEST);
  }

  @Test
  void oneNetworkKeepsItsRegionForOneTtl() {
    for (int second = 0; second < 5; second++) {
      Instant at = NOW.plusSeconds(second);
      assertThat(choose(DnsZone.LeaveOut.SEEN, NOWHERE, at).region())
          .isEqualTo(choose(DnsZone.LeaveOut.SEEN, IpNetwork.parse("203.0.113.77"), NOW).region());
    }
  }

  @Test
  void theAnswerIsNeverEmpty() {
    for (RegionName region : List.of(EAST, WEST, SOUTH)) {
      stands(region, RegionState.DOWN, 100);
    }
    assertThat(choose(IN_EAST).region()).isEqualTo(EAST);
    assertThat(choose(IN_EAST).reason()).isEqualTo(Choice.Reason.LAST_RESORT);
    assertThat(choose(NOWHERE).targets()).isNotEmpty();
    stands(EAST, RegionState.HEALTHY, 0);
    assertThat(choose(IN_EAST).region()).as("not the one taken out").isNotEqualTo(EAST);
    stands(WEST, RegionState.DOWN, 0);
    stands(SOUTH, RegionState.DOWN, 0);
    assertThat(choose(IN_EAST).targets()).isNotEmpty();
  }
}
