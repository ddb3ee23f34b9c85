// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.node;

import dev.ballast.shop.journal.Volume;
import dev.ballast.shop.topology.Node;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a service process is told on its command line.
 *
 * @param number tells the processes of a service in a region apart, whatever their versions
 * @param otlp where telemetry goes, empty for a process that sends none
 * @param peers the ports of the services of its region that it calls, by name
 * @param databases nearest first, primary last; empty for a service without a database
 * @param volumes where it keeps its journal; empty for a service without one
 */
public record HostOptions(
    Node node,
    String version,
    int number,
    int port,
    String otlp,
    Map<String, Integer> peers,
    List<Database.Address> databases,
    List<Volume> volumes) {

  public HostOptions {
    peers = Map.copyOf(peers);
    databases = List.copyOf(databases);
    volumes = List.copyOf(volumes);
  }

  /** Reads what {@link #arguments()} wrote. */
  public static HostOptions parse(List<String> arguments) {
    Map<String, String> single = new HashMap<>();
    Map<String, Integer> peers = new HashMap<>();
    List<Database.Address> databases = new ArrayList<>();
    List<Volume> volumes = new ArrayList<>();
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      if (!argument.startsWith("--") || equals < 0) {
        throw new IllegalArgumentException(argument + " (expected: --name=value)");
      }
      String name = argument.substring(2, equals);
      String value = argument.substring(equals + 1);
      switch (name) {
        case "peer" -> peers.put(before(value), after(value));
        case "database" -> databases.add(new Database.Address(before(value), after(value)));
        case "volume" -> volumes.add(volume(value));
        default -> single.put(name, value);
      }
    }
    return new HostOptions(
        new Node(required(single, "service"), required(single, "region")),
        required(single, "version"),
        Integer.parseInt(required(single, "number")),
        Integer.parseInt(required(single, "port")),
        single.getOrDefault("otlp", ""),
        peers,
        databases,
        volumes);
  }

  /** What this process is called, as in {@code payments-us-east-2}. */
  public String instance() {
    return node.service() + "-" + node.region() + "-" + number;
  }

  /** As command line arguments. */
  public List<String> arguments() {
    List<String> all = new ArrayList<>();
    all.add("--service=" + node.service());
    all.add("--region=" + node.region());
    all.add("--version=" + version);
    all.add("--number=" + number);
    all.add("--port=" + port);
    if (!otlp.isEmpty()) {
      all.add("--otlp=" + otlp);
    }
    peers.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(p -> all.add("--peer=" + p.getKey() + ":" + p.getValue()));
    databases.forEach(d -> all.add("--database=" + d.region() + ":" + d.port()));
    volumes.forEach(v -> all.add("--volume=" + v.folder() + ":" + v.limit()));
    return all;
  }

  static URI loopback(int port) {
    return URI.create("http://127.0.0.1:" + port);
  }

  private static Volume volume(String pair) {
    int colon = pair.lastIndexOf(':');
    return new Volume(Path.of(pair.substring(0, colon)), Long.parseLong(pair.substring(colon + 1)));
  }

  private static String before(String pair) {
    return pair.substring(0, pair.indexOf(':'));
  }

  private static int after(String pair) {
    return Integer.parseInt(pair.substring(pair.indexOf(':') + 1));
  }

  private static String required(Map<String, String> options, String name) {
    return Optional.ofNullable(options.get(name))
        .orElseThrow(() -> new IllegalArgumentException("--" + name + " is missing"));
  }
}
