// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import dev.ballast.model.DataSource;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Reads data sources. Values of connection details never appear in a message. */
final class DataSources {

  private final Consumer<Problem> report;

  DataSources(Consumer<Problem> report) {
    this.report = report;
  }

  /** The data source, or nothing when anything about it was reported. */
  Optional<DataSource> read(Resource resource) {
    return resource.spec().flatMap(spec -> read(resource, spec));
  }

  private Optional<DataSource> read(Resource resource, Cursor spec) {
    var type = spec.at("type");
    if (type.isEmpty()) {
      return Optional.empty();
    }
    if (!Metrics.isSupported(type.get().scalar())) {
      report.accept(
          new Problem.Unsupported(
              type.get().place(),
              type.get().path(),
              type.get().shown(),
              Metrics.SUPPORTED,
              "It is valid OpenSLO and kept, but not asked"));
      return Optional.empty();
    }
    var details = new TreeMap<String, Cursor>();
    spec.at("connectionDetails").ifPresent(at -> flatten("", at, details));
    var kind = type.get().scalar().toLowerCase(Locale.ROOT);
    if (kind.equals("prometheus") && !hasUrl(spec, details)) {
      return Optional.empty();
    }
    var connection = new TreeMap<String, String>();
    details.forEach((key, value) -> connection.put(key, value.scalar()));
    return resource.isNamed()
        ? Optional.of(new DataSource(resource.name(), kind, connection))
        : Optional.empty();
  }

  /** Nested maps become keys with dots; a list of maps is read like one map. */
  private static void flatten(String prefix, Cursor at, Map<String, Cursor> details) {
    at.entries()
        .forEach(
            (key, value) -> {
              var name = Advice.join(prefix, key);
              if (value.isScalar()) {
                details.putIfAbsent(name, value);
              } else {
                flatten(name, value, details);
              }
            });
    at.items().forEach(item -> flatten(prefix, item, details));
  }

  private boolean hasUrl(Cursor spec, Map<String, Cursor> details) {
    var url = details.get("url");
    var path = Advice.join(spec.path(), "connectionDetails.url");
    if (url == null) {
      var near = Nearest.to("url", details.keySet());
      report.accept(
          new Problem.MissingKey(
              spec.placeOf(spec.has("connectionDetails") ? "connectionDetails" : "type"),
              path,
              "where Prometheus is",
              near.map(typo -> "Write: url instead of " + typo)
                  .orElse("Write: url: http://prometheus:9090")));
      return false;
    }
    if (isHttp(url.scalar())) {
      return true;
    }
    report.accept(
        new Problem.BadValue(
            url.place(),
            url.path(),
            "not a URL",
            "http:// or https:// and a host",
            "Write: url: http://prometheus:9090"));
    return false;
  }

  private static boolean isHttp(String text) {
    try {
      var uri = URI.create(text);
      return uri.getHost() != null
          && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
