// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.supervise;

import dev.ballast.shop.load.Users;
import dev.ballast.shop.postgres.PostgresServer;
import dev.ballast.shop.process.LeftBehind;
import dev.ballast.shop.process.RunMark;
import dev.ballast.shop.topology.Edge;
import dev.ballast.shop.topology.Roads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The bodies of the supervisor's JSON lines. */
final class Reports {

  private Reports() {}

  static Map<String, Object> ready(
      double seconds, Cast cast, List<ServiceProcess> services, Roads roads, RunMark mark)
      throws IOException {
    List<PostgresServer> servers = cast.databases().servers();
    Map<String, Object> ready = new LinkedHashMap<>();
    ready.put("seconds", seconds);
    ready.put("services", services.stream().map(Reports::service).toList());
    ready.put(
        "postgres", servers.stream().map(s -> postgres(s, servers.getFirst().equals(s))).toList());
    ready.put("meshes", cast.meshes().stream().map(m -> mesh(m, roads)).toList());
    if (roads.overMesh()) {
      ready.put("orchestrator", orchestrator(roads));
    }
    ready.put("rss_mb", residentMegabytes(mark));
    return ready;
  }

  static Map<String, Object> stopped(
      double seconds, LeftBehind left, List<Map<String, Object>> load) {
    Map<String, Object> stopped = new LinkedHashMap<>();
    stopped.put("seconds", seconds);
    Map<String, Object> counts = new LinkedHashMap<>();
    counts.put("processes", left.processes());
    counts.put("ports", left.ports());
    counts.put("files", left.files());
    stopped.put("left_behind", counts);
    stopped.put("load", load);
    return stopped;
  }

  static List<Map<String, Object>> load(List<String> regions, List<Users> users) {
    List<Map<String, Object>> load = new ArrayList<>();
    for (int i = 0; i < regions.size(); i++) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("region", regions.get(i));
      one.putAll(users.get(i).tally().summary());
      load.add(one);
    }
    return load;
  }

  private static Map<String, Object> service(ServiceProcess process) {
    Map<String, Object> service = new LinkedHashMap<>();
    service.put("name", process.node().service());
    service.put("region", process.node().region());
    service.put("port", process.options().port());
    service.put("pid", process.pid());
    service.put("version", process.options().version());
    return service;
  }

  private static Map<String, Object> mesh(RegionMesh process, Roads roads) {
    Map<String, Object> mesh = new LinkedHashMap<>();
    mesh.put("region", process.region());
    mesh.put("port", process.admin());
    mesh.put("pid", process.pid());
    mesh.put(
        "listeners",
        roads.edgesFrom(process.region()).stream()
            .map(e -> listener(e, roads.port(e.client(), e.server())))
            .toList());
    return mesh;
  }

  private static Map<String, Object> orchestrator(Roads roads) {
    Map<String, Object> orchestrator = new LinkedHashMap<>();
    orchestrator.put("port", roads.orchestrator());
    orchestrator.put("spare", roads.spare().stream().map(port -> Map.of("port", port)).toList());
    return orchestrator;
  }

  private static Map<String, Object> listener(Edge edge, int port) {
    Map<String, Object> listener = new LinkedHashMap<>();
    listener.put("client", edge.client().service());
    listener.put("server", edge.server().service());
    listener.put("server_region", edge.server().region());
    listener.put("port", port);
    return listener;
  }

  /** A database of reviews. */
  static Map<String, Object> opinions(PostgresServer server) {
    Map<String, Object> postgres = new LinkedHashMap<>();
    postgres.put("region", server.region());
    postgres.put("port", server.port());
    return postgres;
  }

  private static Map<String, Object> postgres(PostgresServer server, boolean primary) {
    Map<String, Object> postgres = new LinkedHashMap<>();
    postgres.put("region", server.region());
    postgres.put("port", server.port());
    postgres.put("pid", server.pid());
    postgres.put("role", primary ? "primary" : "follower");
    return postgres;
  }

  /** Resident memory of every process of the run, shared pages counted in each; Linux only. */
  private static long residentMegabytes(RunMark mark) throws IOException {
    long kilobytes = 0;
    for (long pid : LeftBehind.processes(mark)) {
      Path status = Path.of("/proc", "" + pid, "status");
      if (Files.isReadable(status)) {
        kilobytes +=
            Files.readAllLines(status).stream()
                .filter(l -> l.startsWith("VmRSS:"))
                .mapToLong(l -> Long.parseLong(l.replaceAll("\\D", "")))
                .sum();
      }
    }
    return kilobytes / 1024;
  }
}
