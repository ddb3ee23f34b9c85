// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.mesh;

import dev.ballast.mesh.admin.AdminServer;
import dev.ballast.mesh.admin.CanaryRoute;
import dev.ballast.mesh.admin.EndpointsRoute;
import dev.ballast.mesh.admin.WeightsRoute;
import dev.ballast.mesh.config.ConfigStore;
import dev.ballast.mesh.time.Ticker;
import dev.ballast.mesh.upstream.EndpointKey;
import dev.ballast.mesh.upstream.Fleet;
import dev.ballast.model.mesh.Address;
import dev.ballast.model.mesh.Mesh;
import dev.ballast.model.mesh.MeshService;
import dev.ballast.model.mesh.Mirror;
import dev.ballast.model.mesh.Selection;
import dev.ballast.model.yaml.ConfigurationReader;
import dev.ballast.model.yaml.Source;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** One mesh behind its admin server, and what traffic meets in it. */
final class MeshRegion implements AutoCloseable {
  private final AtomicReference<Mesh> inForce = new AtomicReference<>();
  private final Fleet fleet = new Fleet();
  private Consumer<Mesh> watcher = _ -> {};
  final ConfigStore store;
  final AdminServer server;
  final MeshAdmin admin;

  MeshRegion(String versions, Ticker time) throws Exception {
    Mesh mesh =
        ConfigurationReader.readMesh(
                Source.of(
                    "mesh.yaml",
                    """
                    apiVersion: ballast.dev/v1
                    kind: Mesh
                    metadata: {name: mesh}
                    spec:
                      services:
                        - name: payments
                          listen: [127.0.0.1:0]
                          versions: [%s]
                          split: {v1: 100}
                    """
                        .formatted(versions)))
            .mesh()
            .orElseThrow();
    inForce.set(mesh);
    store =
        new ConfigStore(
            mesh,
            next -> {
              inForce.set(next);
              watcher.accept(next);
            },
            time);
    server =
        AdminServer.start(
            Address.parse("127.0.0.1:0"),
            Map.of(
                "weights",
                new WeightsRoute(store),
                "canary",
                new CanaryRoute(store),
                "endpoints",
                new EndpointsRoute(store, fleet, time)));
    admin = new MeshAdmin(URI.create("http://127.0.0.1:" + server.port()));
  }

  Map<String, Integer> met() {
    return inForce.get().services().getFirst().routes().getFirst().split().weights();
  }

  Selection selection() {
    return inForce.get().services().getFirst().selection();
  }

  Mirror mirror() {
    return inForce.get().services().getFirst().routes().getFirst().mirror();
  }

  /** Notes what traffic meets after every change. */
  void watch(List<String> changes) {
    watcher =
        mesh -> {
          MeshService now = mesh.services().getFirst();
          String heaviest =
              now.routes().getFirst().split().weights().getOrDefault("v2", 0) > 0 ? "v2" : "v1";
          changes.add(heaviest + (now.selection().active() ? " and selected" : ""));
        };
  }

  void drain(String version, String address) {
    fleet.of(new EndpointKey("payments", version, Address.parse(address))).drain(true);
  }

  @Override
  public void close() {
    admin.close();
    server.close();
  }
}
