// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.incident;

import dev.ballast.control.incident.account.Compared;
import dev.ballast.control.incident.account.Link;
import dev.ballast.control.incident.account.Tally;
import dev.ballast.control.topology.pairs.CallPair;
import dev.ballast.control.topology.pairs.Red;
import dev.ballast.model.Place;
import dev.ballast.model.ServiceName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Calls that a mesh counts and no span shows. A mesh sees both ends from outside, and no region, so
 * what spans tell of the same two services is believed first. Sampled spans need no help: who makes
 * which share of something does not depend on how many of its requests are looked at.
 */
final class MeshLinks {

  private record Names(ServiceName client, ServiceName server) {}

  private MeshLinks() {}

  /**
   * Links between services of which no span tells that one calls the other.
   *
   * @param known what spans tell of
   * @param before what a mesh counted in the usual time
   * @param after the same since the onset
   */
  static List<Link> missing(
      Collection<Link> known, Map<CallPair, Red> before, Map<CallPair, Red> after) {
    Set<Names> told = new HashSet<>();
    known.forEach(link -> told.add(new Names(link.client().service(), link.server().service())));
    Map<CallPair, Red> all = new TreeMap<>(MeshLinks::order);
    all.putAll(before);
    all.putAll(after);
    List<Link> links = new ArrayList<>();
    for (CallPair pair : all.keySet()) {
      Optional<Place> client = Increases.place(pair.client(), "");
      Optional<Place> server = Increases.place(pair.server(), "");
      if (client.isPresent()
          && server.isPresent()
          && !told.contains(new Names(client.get().service(), server.get().service()))) {
        links.add(
            new Link(
                client.get(),
                server.get(),
                new Compared(tally(before.get(pair)), tally(after.get(pair))),
                Compared.NONE));
      }
    }
    return links;
  }

  private static int order(CallPair one, CallPair other) {
    int clients = one.client().compareTo(other.client());
    int servers = one.server().compareTo(other.server());
    return clients != 0
        ? clients
        : servers != 0 ? servers : Boolean.compare(one.external(), other.external());
  }

  private static Tally tally(@Nullable Red red) {
    return red == null
        ? Tally.NONE
        : new Tally(red.rps(), red.rps() * red.errorRatio(), red.rps() * red.averageSeconds());
  }
}
