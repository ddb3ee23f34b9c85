// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.supervise;

import dev.ballast.shop.journal.Volume;
import dev.ballast.shop.node.Database;
import dev.ballast.shop.node.HostOptions;
import dev.ballast.shop.topology.Node;
import dev.ballast.shop.topology.Ports;
import dev.ballast.shop.topology.Replication;
import dev.ballast.shop.topology.Roads;
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
 * @param roads which way it reaches them
 * @param volumes below which the volumes of those are that write files
 * @param releases what their versions are configured with
 */
record Staff(Roads roads, String otlp, Path volumes, Releases releases) {

  private static final String LATER_CONNECTIONS = "2";

  /** Of the process that is there from the beginning. */
  HostOptions optionsOf(Node node) {
    return optionsOf(node, ServiceSpec.named(node.service()).version(), 1, ports().of(node));
  }

  /** Of any process of a service. */
  HostOptions optionsOf(Node node, String version, int number, int port) {
    ServiceSpec spec = ServiceSpec.named(node.service());
    Map<String, Integer> peers = new HashMap<>();
    spec.calls().forEach(c -> peers.put(c, roads.port(node, new Node(c, node.region()))));
    return new HostOptions(
        node,
        version,
        number,
        port,
        spec.instrumented() ? otlp : "",
        peers,
        ofOpinions(spec) ? List.of(opinions(node.region())) : databases(spec.database(), node),
        spec.keepsJournal() ? List.of(volume(spec.name() + "-" + node.region())) : List.of(),
        settings(node, version, number));
  }

  /** PostgreSQL has a hundred connections for all, so who comes later gets fewer of them. */
  private Map<String, String> settings(Node node, String version, int number) {
    Map<String, String> settings = new HashMap<>(releases.settingsOf(node, version));
    if (number > 1) {
      settings.put(Database.CONNECTIONS, LATER_CONNECTIONS);
    }
    return settings;
  }

  /**
   * Options for a process that plays all services at once, to see which classes they use. It calls
   * itself.
   */
  HostOptions trainee() {
    String primary = ports().regions().getFirst();
    Node node = new Node("payments", primary);
    Map<String, Integer> peers = new HashMap<>();
    ServiceSpec.ALL.forEach(s -> peers.put(s.name(), ports().of(node)));
    return new HostOptions(
        node,
        "training",
        1,
        ports().of(node),
        "http://127.0.0.1:" + ports().of(node),
        peers,
        databases(DatabaseUse.PRIMARY_ONLY, node),
        List.of(volume("training")),
        Map.of());
  }

  private Volume volume(String name) {
    return new Volume(volumes.resolve(name), Volume.limitFor(ports().regions().size()));
  }

  private List<Database.Address> databases(DatabaseUse use, Node client) {
    List<Database.Address> found = new ArrayList<>();
    if (use == DatabaseUse.READS_OWN_REGION) {
      found.add(address(client, client.region()));
    }
    if (use != DatabaseUse.NONE) {
      found.add(address(client, ports().regions().getFirst()));
    }
    return found;
  }

  private boolean ofOpinions(ServiceSpec spec) {
    return roads.replication() == Replication.MULTI && spec.name().equals("reviews");
  }

  /** Reached directly: what a region writes by itself is no road that anybody turns. */
  private Database.Address opinions(String region) {
    return new Database.Address(region, ports().of(Node.opinions(region)));
  }

  private Database.Address address(Node client, String region) {
    return new Database.Address(region, roads.port(client, Node.database(region)));
  }

  private Ports ports() {
    return roads.ports();
  }
}
