// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.spanmetrics;

import dev.ballast.telemetry.query.Span;
import java.util.List;

/** Whom a client span calls, by OpenTelemetry's attributes of today and of before. */
final class Peer {

  private static final List<String> SERVICE = List.of("peer.service", "service.peer.name");
  private static final List<String> DATABASE =
      List.of("db.namespace", "db.name", "db.system.name", "db.system");

  private Peer() {}

  /** The database's name when the span calls one, else empty. */
  static String database(Span client) {
    String database = first(client, DATABASE);
    String service = first(client, SERVICE);
    return database.isEmpty() || service.isEmpty() ? database : service;
  }

  /** The called service's name where the client says it, else empty. */
  static String name(Span client) {
    return first(client, SERVICE);
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
