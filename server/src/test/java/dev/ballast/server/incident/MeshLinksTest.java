// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ballast.control.incident.account.Accounts;
import dev.ballast.control.incident.account.Amount;
import dev.ballast.control.incident.account.Apportioner;
import dev.ballast.control.incident.account.Compared;
import dev.ballast.control.incident.account.Link;
import dev.ballast.control.incident.account.Tally;
import dev.ballast.control.topology.pairs.CallPair;
import dev.ballast.control.topology.pairs.Red;
import dev.ballast.model.Place;
import dev.ballast.model.ServiceName;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class MeshLinksTest {

  private static Place at(String service) {
    return new Place(new ServiceName(service), "");
  }

  private static Map<CallPair, Red> counted(double seconds) {
    return Map.of(
        new CallPair("front", "middle", false), new Red(10, 0, seconds, Double.NaN),
        new CallPair("middle", "store", false), new Red(10, 0, seconds, Double.NaN),
        new CallPair("not a name!", "store", false), new Red(1, 0, 1, 1));
  }

  @Test
  void throughAServiceWithoutSpansTheWaitingIsFollowedByWhatTheMeshCounts() {
    List<Link> links = MeshLinks.missing(List.of(), counted(0.01), counted(0.4));
    TreeMap<Place, Compared> told = new TreeMap<>();
    told.put(at("front"), new Compared(new Tally(10, 0, 0.2), new Tally(10, 0, 4.1)));

    var shares = Apportioner.apportion(new Accounts(told, links), at("front"), Amount.WAITING);

    assertThat(links).hasSize(2);
    assertThat(shares.getFirst().where()).isEqualTo(at("store"));
    assertThat(shares.getFirst().ratio()).isCloseTo(1, within(0.01));
    assertThat(shares.getFirst().path()).containsExactly(at("front"), at("middle"), at("store"));
  }

  @Test
  void whatSpansTellOfIsNotCountedTwice() {
    Link spans =
        new Link(
            new Place(new ServiceName("front"), "east"),
            new Place(new ServiceName("middle"), "east"),
            Compared.NONE,
            Compared.NONE);

    assertThat(MeshLinks.missing(List.of(spans), counted(0.01), counted(0.4)))
        .extracting(link -> link.client().service().value())
        .containsExactly("middle");
  }
}
