// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.haproxy;

import dev.ballast.control.actuator.ActuatorException;
import dev.ballast.control.actuator.ActuatorException.Kind;
import dev.ballast.control.actuator.Agreement;
import dev.ballast.control.actuator.Hold;
import dev.ballast.control.actuator.RouteChange;
import dev.ballast.control.actuator.Router;
import dev.ballast.control.actuator.Routing;
import dev.ballast.control.actuator.WeightRule;
import dev.ballast.control.actuator.Weights;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The servers of a backend in HAProxy. It has no revisions and no leases: ours is a digest of the
 * weights, looked at right before they are set; who writes within that millisecond is not noticed.
 * All commands go in one line. If one is refused, the weights before are put back.
 */
public final class HaproxyRouter implements Router {

  private static final WeightRule RULE = WeightRule.upTo(256);
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.:-]+");
  private static final Pattern WEIGHT = Pattern.compile("(?m)^(\\d+) \\(initial \\d+\\)");

  private final RuntimeSocket socket;
  private final String backend;
  private final String place;

  public HaproxyRouter(RuntimeSocket socket, String backend) {
    if (!NAME.matcher(backend).matches()) {
      throw new IllegalArgumentException(
          "backend: " + backend + " (expected: letters, digits, '-', '_', '.' or ':')");
    }
    this.socket = socket;
    this.backend = backend;
    this.place = "HAProxy backend " + backend;
  }

  @Override
  public String place() {
    return place;
  }

  @Override
  public Routing read() {
    Map<String, String> servers = servers();
    if (servers.isEmpty()) {
      throw new ActuatorException(
          Kind.NOT_FOUND,
          place,
          "no such backend, or it has no servers",
          "name one of HAProxy's backends: echo 'show stat' on its socket lists them");
    }
    String answer =
        socket.ask(
            place, servers.keySet().stream().map(s -> "get weight " + backend + "/" + s).toList());
    Map<String, Integer> weights = new LinkedHashMap<>();
    Matcher numbers = WEIGHT.matcher(answer);
    for (String server : servers.keySet()) {
      if (!numbers.find()) {
        throw refused(answer);
      }
      weights.put(server, Integer.parseInt(numbers.group(1)));
    }
    return new Routing(
        place, Integer.toHexString(weights.hashCode()), new Weights(weights), "", down(servers));
  }

  /** Servers by name, in the order of the configuration, with their status. */
  private Map<String, String> servers() {
    List<String> lines =
        socket.ask(place, List.of("show stat " + backend + " 4 -1")).lines().toList();
    if (lines.isEmpty() || !lines.getFirst().startsWith("# pxname,")) {
      // A name instead of a number is refused by some releases: the whole table then.
      lines = socket.ask(place, List.of("show stat")).lines().toList();
    }
    Map<String, String> servers = new LinkedHashMap<>();
    List<String> header = lines.isEmpty() ? List.of() : List.of(lines.getFirst().split(",", -1));
    int status = header.indexOf("status");
    if (status < 0) {
      throw refused(String.join(" ", lines));
    }
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",", -1);
      boolean server =
          cells.length > status
              && cells[0].equals(backend)
              && !cells[1].equals("BACKEND")
              && !cells[1].equals("FRONTEND");
      if (server && NAME.matcher(cells[1]).matches()) {
        servers.put(cells[1], cells[status]);
      }
    }
    return servers;
  }

  private static List<String> down(Map<String, String> servers) {
    return servers.entrySet().stream()
        .filter(s -> s.getValue().startsWith("DOWN") || s.getValue().startsWith("MAINT"))
        .map(s -> s.getKey() + " is " + s.getValue() + ", whatever its weight")
        .toList();
  }

  @Override
  public RouteChange plan(Weights changes) {
    Routing now = read();
    return new RouteChange(now, RULE.apply(now, changes));
  }

  @Override
  public Routing set(Weights changes, Hold hold, Routing seen) {
    if (hold instanceof Hold.Lease) {
      throw new ActuatorException(
          Kind.UNSUPPORTED,
          place,
          "weights in HAProxy cannot be leased",
          "set them without a lease, and set them back in the end; the built-in mesh has leases");
    }
    return Agreement.reach(
        place,
        this::read,
        now -> Agreement.about(now, seen),
        now -> Optional.of(write(now, RULE.apply(now, changes))));
  }

  @Override
  public Routing release(Routing seen) {
    return read();
  }

  private Routing write(Routing now, Weights after) {
    if (after.equals(now.weights())) {
      return now;
    }
    String answer = socket.ask(place, commands(now.weights(), after));
    Routing written = read();
    if (written.weights().equals(after)) {
      return written;
    }
    if (!written.weights().equals(now.weights())) {
      socket.ask(place, commands(written.weights(), now.weights()));
    }
    throw refused(answer);
  }

  private List<String> commands(Weights from, Weights to) {
    List<String> commands = new ArrayList<>();
    to.of()
        .forEach(
            (server, weight) -> {
              if (!weight.equals(from.of().get(server))) {
                commands.add("set server " + backend + "/" + server + " weight " + weight);
              }
            });
    return commands;
  }

  private ActuatorException refused(String answer) {
    String said =
        answer.lines().filter(l -> !l.isBlank()).limit(3).collect(Collectors.joining(" "));
    if (said.contains("Permission denied")) {
      return new ActuatorException(
          Kind.FORBIDDEN,
          place,
          "the socket may not do that: " + said,
          "write 'level admin' behind its 'stats socket' in HAProxy's configuration");
    }
    if (said.contains("static LB algorithm")) {
      return new ActuatorException(
          Kind.INVALID,
          place,
          said,
          "use 'balance roundrobin' or 'balance leastconn', whose weights can change");
    }
    return new ActuatorException(
        Kind.REFUSED,
        place,
        "HAProxy says: " + (said.isEmpty() ? "nothing" : said),
        "try the same command on its socket");
  }
}
