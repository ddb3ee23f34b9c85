// SPDX-License-Identifier: Apache-2.0
package dev.ballast.bench.fault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Targets that are reached over the network: by a port, by a proxy, by a mesh. */
final class PathParts {

  /** Longer than any request takes that nothing was done to, shorter than any delay below. */
  private static final int PATIENCE_MS = 60;

  private static final SortedMap<String, Map<String, String>> BY_RULES =
      new TreeMap<>(
          Map.of(
              "net.cut", Map.of(),
              "net.refuse", Map.of(),
              "net.loss", Map.of("percent", "99")));

  private static final SortedMap<String, Map<String, String>> BY_REDIRECT =
      new TreeMap<>(Map.of("net.latency", Map.of("delay_ms", "400")));

  private static final SortedMap<String, Map<String, String>> BY_PROXY =
      new TreeMap<>(
          Map.of(
              "net.cut", Map.of(),
              "net.refuse", Map.of(),
              "net.latency", Map.of("delay_ms", "400"),
              "net.bandwidth", Map.of("kb_per_second", "0")));

  private static final SortedMap<String, Map<String, String>> BY_MESH =
      new TreeMap<>(
          Map.of(
              "net.cut", Map.of(),
              "net.refuse", Map.of(),
              "net.latency", Map.of("delay_ms", "400"),
              "http.abort", Map.of("status", "503")));

  private PathParts() {}

  /** All services that lanes call through a mesh. */
  static List<String> services(int lanes) {
    List<String> all = new ArrayList<>();
    for (int lane = 0; lane < lanes; lane++) {
      for (String kind : BY_MESH.keySet()) {
        all.add(service(lane, kind));
      }
    }
    return all;
  }

  private static String service(int lane, String kind) {
    return "mesh-%s-%d".formatted(kind.replace('.', '-'), lane);
  }

  static void rules(Lane lane) throws IOException {
    if (!Files.isExecutable(Path.of("/usr/sbin/nft"))) {
      System.out.println("no nft here: rules of the kernel are left out");
      return;
    }
    for (String kind : BY_RULES.keySet()) {
      Upstream upstream = new Upstream(); // One each, since a rule is for a whole port.
      lane.closing(upstream);
      String target = lane.target(kind.replace('.', '-'), "port: " + upstream.port());
      add(
          lane,
          kind,
          "nft",
          "kernel",
          target,
          BY_RULES.getOrDefault(kind, Map.of()),
          upstream.port());
    }
  }

  /** A target that has nothing but a port: new connections are led to a proxy. */
  static void redirects(Lane lane) throws IOException {
    if (!Files.isExecutable(Path.of("/usr/sbin/nft"))) {
      return; // As it was said of the rules.
    }
    for (Map.Entry<String, Map<String, String>> one : BY_REDIRECT.entrySet()) {
      Upstream upstream = new Upstream();
      lane.closing(upstream);
      String name = "redirect-" + one.getKey().replace('.', '-');
      String target = lane.target(name, "port: " + upstream.port());
      add(lane, one.getKey(), "redirect", "kernel", target, one.getValue(), upstream.port());
    }
  }

  static void proxies(Lane lane) throws Exception {
    for (String kind : BY_PROXY.keySet()) {
      String name = "proxy-%s-%d".formatted(kind.replace('.', '-'), lane.number());
      int port = lane.around().proxy(name);
      String target =
          lane.target(
              name, "proxy: {api: \"%s\", name: %s}".formatted(lane.around().proxyApi(), name));
      add(lane, kind, "proxy", "proxy", target, BY_PROXY.getOrDefault(kind, Map.of()), port);
    }
  }

  static void meshes(Lane lane) {
    for (String kind : BY_MESH.keySet()) {
      String service = service(lane.number(), kind);
      String target = lane.target(service, "mesh: " + lane.around().meshAdmin());
      add(
          lane,
          kind,
          "mesh",
          "proxy",
          target,
          BY_MESH.getOrDefault(kind, Map.of()),
          lane.around().meshPort(service));
    }
  }

  /** Seen by a request of a user: it does not pass any more, or not in time. */
  private static void add(
      Lane lane,
      String kind,
      String by,
      String lease,
      String target,
      Map<String, String> parameters,
      int port) {
    lane.subject(
        new Subject(
            kind, by, lease, target, parameters, () -> !Upstream.passes(port, PATIENCE_MS)));
  }
}
