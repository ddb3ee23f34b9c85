// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.supervise;

import dev.ballast.shop.journal.Volume;
import dev.ballast.shop.node.Database;
import dev.ballast.shop.node.HostOptions;
import dev.ballast.shop.topology.Node;
import dev.ballast.shop.topology.Ports;
import dev.ballast.shop.topology.ServiceSpec;
import dev.ballast.shop.topology.ServiceSpec.DatabaseUse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells every service process what it needs to know of the others, and no more.
 *
 * @param volumes below which the volumes of those are that write files
 */
record Staff(Ports ports, String otlp, Path volumes) {

  HostOptions optionsOf(Node node) {
    ServiceSpec spec = ServiceSpec.named(node.service());
    Map<String, Integer> peers = new HashMap<>();
    spec.calls().forEach(c -> peers.put(c, ports.of(new Node(c, node.region()))));
    return new HostOptions(
        node,
        spec.version(),
        ports.of(node),
        spec.instrumented() ? otlp : "",
        peers,
        databases(spec.database(), node.region()),
        spec.keepsJournal() ? List.of(volume(spec.name() + "-" + node.region())) : List.of());
  }

  /** Options for a process that plays all services at once, to see which classes they use. */
  HostOptions trainee() {
    String primary = ports.regions().getFirst();
    Node node = new Node("payments", primary);
    Map<String, Integer> peers = new HashMap<>();
    ServiceSpec.ALL.forEach(s -> peers.put(s.name(), ports.of(node)));
    return new HostOptions(
        node,
        "training",
        ports.of(node),
        "http://127.0.0.1:" + ports.of(node),
        peers,
        databases(DatabaseUse.PRIMARY_ONLY, primary),
        List.of(volume("training")));
  }

  private Volume volume(String name) {
    return new Volume(volumes.resolve(name), Volume.limitFor(ports.regions().size()));
  }

  private List<Database.Address> databases(DatabaseUse use, String region) {
    String primary = ports.regions().getFirst();
    List<Database.Address> found = new ArrayList<>();
    if (use == DatabaseUse.READS_OWN_REGION) {
      found.add(new Database.Address(region, ports.of(Node.database(region))));
    }
    if (use != DatabaseUse.NONE) {
      found.add(new Database.Address(primary, ports.of(Node.database(primary))));
    }
    return found;
  }
}
