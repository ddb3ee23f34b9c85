// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.spanmetrics;

import dev.ballast.telemetry.query.Span;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whom a client span calls, by OpenTelemetry's attributes of today and of before. */
final class Peer {

  private static final List<String> SERVICE = List.of("peer.service", "service.peer.name");
  private static final List<String> DATABASE =
      List.of("db.namespace", "db.name", "db.system.name", "db.system");

  private static final List<String> ADDRESS = List.of("server.address", "net.peer.name");
  private static final List<String> TOPIC =
      List.of("messaging.destination.name", "messaging.destination");

  /** An address that says where, not who: an IP, or this machine. */
  private static final Pattern NO_NAME =
      Pattern.compile("[0-9.]+|.*:.*|localhost|host\\.docker\\.internal", Pattern.CASE_INSENSITIVE);

  private static final Pattern KUBERNETES = Pattern.compile("([^.]+)\\.[^.]+\\.svc(\\..*)?");

  private Peer() {}

  /** The database's name when the span calls one, else empty. */
  static String database(Span client) {
    String database = first(client, DATABASE);
    String service = first(client, SERVICE);
    return database.isEmpty() || service.isEmpty() ? database : service;
  }

  /**
   * The called service's name where the client says it, else the host's, so that the outside world
   * is not one node; empty when there is neither.
   */
  static String name(Span client) {
    String service = first(client, SERVICE);
    String host = first(client, ADDRESS);
    if (!service.isEmpty() || NO_NAME.matcher(host).matches()) {
      return service;
    }
    Matcher inCluster = KUBERNETES.matcher(host);
    return inCluster.matches() ? inCluster.group(1) : host;
  }

  /** The queue or topic that a message goes through, else empty. */
  static String topic(Span span) {
    return first(span, TOPIC);
  }

  /** Where the called one is: as the client says, else where the client is. */
  static String region(Span client) {
    String said = client.attributes().getOrDefault("peer.cloud.region", "");
    return said.isEmpty() ? ownRegion(client) : said;
  }

  static String ownRegion(Span span) {
    return span.resource().getOrDefault("cloud.region", "");
  }

  private static String first(Span span, List<String> keys) {
    for (String key : keys) {
      String value = span.attributes().getOrDefault(key, "");
      if (!value.isEmpty()) {
        return value;
      }
    }
    return "";
  }
}
