// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.spanmetrics;

import dev.ballast.telemetry.query.Span;
import java.util.HashMap;
import java.util.Map;

/** Writes spans shortly: {@code Spans.client("web", "a")}, then whatever differs. */
record Spans(
    Span.Kind kind,
    String service,
    String id,
    String parent,
    Span.Status status,
    String name,
    long startMillis,
    long millis,
    Map<String, String> resource,
    Map<String, String> attributes) {

  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

  static Spans of(Span.Kind kind, String service, String id, String parent) {
    return new Spans(
        kind, service, id, parent, Span.Status.UNSET, "op", 1_000, 100, Map.of(), Map.of());
  }

  /** A client span with an id. */
  static Spans client(String service, String id) {
    return of(Span.Kind.CLIENT, service, id, "root");
  }

  /** A server span whose parent is the client span of that id. */
  static Spans server(String service, String parent) {
    return of(Span.Kind.SERVER, service, "server-of-" + parent, parent);
  }

  Spans failed() {
    return new Spans(
        kind,
        service,
        id,
        parent,
        Span.Status.ERROR,
        name,
        startMillis,
        millis,
        resource,
        attributes);
  }

  Spans named(String newName) {
    return new Spans(
        kind, service, id, parent, status, newName, startMillis, millis, resource, attributes);
  }

  Spans lasting(long newMillis) {
    return new Spans(
        kind, service, id, parent, status, name, startMillis, newMillis, resource, attributes);
  }

  Spans starting(long newStartMillis) {
    return new Spans(
        kind, service, id, parent, status, name, newStartMillis, millis, resource, attributes);
  }

  Spans in(String region) {
    return with("cloud.region", region, true);
  }

  Spans version(String version) {
    return with("service.version", version, true);
  }

  Spans attribute(String key, String value) {
    return with(key, value, false);
  }

  Span span() {
    return new Span(
        TRACE,
        id,
        parent,
        service,
        name,
        kind,
        status,
        "",
        startMillis * 1_000_000,
        (startMillis + millis) * 1_000_000,
        resource,
        attributes);
  }

  private Spans with(String key, String value, boolean ofResource) {
    Map<String, String> more = new HashMap<>(ofResource ? resource : attributes);
    more.put(key, value);
    return new Spans(
        kind,
        service,
        id,
        parent,
        status,
        name,
        startMillis,
        millis,
        ofResource ? more : resource,
        ofResource ? attributes : more);
  }
}
