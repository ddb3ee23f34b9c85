// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.metrics;

import dev.ballast.model.Configuration;
import dev.ballast.model.DataSource;
import dev.ballast.telemetry.query.MetricQuery;
import dev.ballast.telemetry.query.QueryException;
import dev.ballast.telemetry.remote.Backend;
import dev.ballast.telemetry.remote.PrometheusQuery;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** The metrics port by the name of a data source; the empty name is the embedded store. */
public final class DataSources implements AutoCloseable {

  private final MetricQuery embedded;
  private final Supplier<Configuration> configuration;
  private final Map<DataSource, PrometheusQuery> backends = new HashMap<>();

  public DataSources(MetricQuery embedded, Supplier<Configuration> configuration) {
    this.embedded = embedded;
    this.configuration = configuration;
  }

  /**
   * The port behind a data source.
   *
   * @throws QueryException when no resource has that name
   */
  public synchronized MetricQuery named(String name) {
    if (name.isEmpty()) {
      return embedded;
    }
    DataSource source = configuration.get().dataSources().get(name);
    if (source == null) {
      throw new QueryException(
          QueryException.Kind.BAD_DATA, "dataSource: " + name + " (expected: a known DataSource)");
    }
    return source.type().equals("prometheus")
        ? backends.computeIfAbsent(source, DataSources::connect)
        : embedded;
  }

  private static PrometheusQuery connect(DataSource source) {
    Map<String, String> connection = source.connection();
    Backend backend =
        Backend.at(URI.create(connection.getOrDefault("url", "")))
            .withTenant(connection.getOrDefault("tenant", ""));
    String token = connection.getOrDefault("token", "");
    String user = connection.getOrDefault("username", "");
    if (!token.isEmpty()) {
      return new PrometheusQuery(backend.with(new Backend.Auth.Bearer(token)));
    }
    return new PrometheusQuery(
        user.isEmpty()
            ? backend
            : backend.with(new Backend.Auth.Basic(user, connection.getOrDefault("password", ""))));
  }

  @Override
  public synchronized void close() {
    backends.values().forEach(PrometheusQuery::close);
    backends.clear();
  }
}
