// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli;

import dev.ballast.cli.terminal.CommandFailure;
import dev.ballast.ledger.regions.Membership;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which regions form the control plane with this server. */
final class RegionOptions {

  private static final String WITNESS = "/witness";

  @Option(
      names = "--region",
      paramLabel = "NAME",
      description = "This server's region, when there are several (docs/several-regions.md).")
  private String region = "";

  @Option(
      names = "--peers",
      paramLabel = "NAME=HOST:PORT[/witness]",
      split = ",",
      description = "The other regions' servers, as all reach them; the next port is used, too.")
  private Map<String, String> peers = new LinkedHashMap<>();

  @Option(
      names = "--region-address",
      paramLabel = "HOST:PORT",
      description = "This server, as the others name it in --peers. Default: 127.0.0.1:7710.")
  private String address = "127.0.0.1:7710";

  @Option(
      names = "--witness",
      description = "This server breaks ties between two others, and leads only in need.")
  private boolean witness;

  /** Null when the server is alone. */
  @Nullable Membership membership() {
    if (peers.isEmpty() && !witness && region.isEmpty()) {
      return null;
    }
    if (region.isEmpty() || peers.isEmpty() || peers.containsKey(region)) {
      throw CommandFailure.usage(
          ("--region: %s, --peers: %s (expected: a name, and the others by theirs)."
                  + " Fix: --region us-east --peers eu-west=HOST:PORT,third=HOST:PORT/witness")
              .formatted(region.isEmpty() ? "(none)" : region, peers.keySet()));
    }
    SortedMap<String, String> addresses = new TreeMap<>(Map.of(region, address));
    SortedSet<String> witnesses = new TreeSet<>();
    if (witness) {
      witnesses.add(region);
    }
    peers.forEach(
        (name, given) -> {
          if (given.endsWith(WITNESS)) {
            witnesses.add(name);
          }
          addresses.put(
              name,
              given.endsWith(WITNESS)
                  ? given.substring(0, given.length() - WITNESS.length())
                  : given);
        });
    return new Membership(region, addresses, witnesses);
  }
}
