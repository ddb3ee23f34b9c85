// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.chaos;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where the requests of a Hyperfoil benchmark go. */
final class HyperfoilHosts {

  private static final String NAMES = "names are looked up for each connection";
  private static final String TLS = "certificates come from --ca of ballast load";

  /** What is said of each base URL. */
  private final Map<String, Node> bases = new LinkedHashMap<>();

  private HyperfoilHosts() {}

  static HyperfoilHosts of(Optional<Node> http) {
    HyperfoilHosts hosts = new HyperfoilHosts();
    http.ifPresent(node -> (node.isMap() ? List.of(node) : node.items()).forEach(hosts::add));
    return hosts;
  }

  private void add(Node node) {
    node.lost(NAMES, "addresses", "name");
    node.lost(TLS, "keyManager", "trustManager");
    Optional<String> base = base(written(node));
    if (base.isEmpty()) {
      node.at("host").ifPresent(host -> host.lost("no http URL"));
      return;
    }
    boolean first = bases.putIfAbsent(base.get(), node) == null;
    node.lost(
        first ? "no request that can be sent goes there" : "the same host as above",
        "protocol",
        "host",
        "port",
        "sharedConnections");
  }

  /** Its URL as one text, or in parts. */
  private static String written(Node node) {
    String host = node.text("host");
    if (host.isEmpty() || host.contains("://")) {
      return host.endsWith("/") ? host.substring(0, host.length() - 1) : host;
    }
    String port = node.text("port");
    String protocol = node.text("protocol");
    return (protocol.isEmpty() ? "http" : protocol)
        + "://"
        + host
        + (port.isEmpty() ? "" : ":" + port);
  }

  private static Optional<String> base(String host) {
    try {
      URI uri = URI.create(host);
      boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      boolean bare =
          uri.getRawQuery() == null && uri.getRawFragment() == null && uri.getUserInfo() == null;
      return web && bare && uri.getHost() != null && uri.getRawPath().isEmpty()
          ? Optional.of(host)
          : Optional.empty();
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /**
   * The base URL of a request.
   *
   * @param authority host and perhaps port; empty for the first
   */
  Optional<String> base(String authority, List<String> problems) {
    List<String> fitting = new ArrayList<>();
    for (String base : bases.keySet()) {
      URI uri = URI.create(base);
      int port = uri.getPort() > 0 ? uri.getPort() : "https".equals(uri.getScheme()) ? 443 : 80;
      if (authority.isEmpty()
          || authority.equals(uri.getHost())
          || authority.equals(uri.getHost() + ":" + port)) {
        fitting.add(base);
      }
    }
    if (fitting.size() == 1 || (authority.isEmpty() && !fitting.isEmpty())) {
      return Optional.of(fitting.getFirst());
    }
    problems.add(
        fitting.isEmpty()
            ? "authority %s (expected: one of %s)".formatted(authority, bases.keySet())
            : "authority %s may be each of %s".formatted(authority, fitting));
    return Optional.empty();
  }

  /** A request goes there: how many connections there may be; empty: not said. */
  Optional<String> used(String base) {
    Optional<Node> node = Optional.ofNullable(bases.get(base));
    node.ifPresent(
        one -> {
          one.mapped("host");
          if (!one.text("host").contains("://")) {
            one.mapped("protocol", "port");
          }
        });
    Optional<String> most =
        node.map(one -> one.text("sharedConnections"))
            .filter(text -> text.matches("[1-9][0-9]{0,4}"));
    most.ifPresent(_ -> node.orElseThrow().mapped("sharedConnections"));
    return most;
  }
}
