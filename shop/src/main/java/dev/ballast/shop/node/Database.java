// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.node;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.ballast.shop.telemetry.Telemetry;
import dev.ballast.shop.topology.Node;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * PostgreSQL as a service uses it: what reads goes to the nearer server, what changes to the
 * primary. A client span covers the wait for a connection too, since to the caller both are the
 * database's time. Connections last as long as the process.
 */
public final class Database {

  private static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("db.system.name");
  private static final AttributeKey<String> NAMESPACE = AttributeKey.stringKey("db.namespace");
  private static final AttributeKey<String> OPERATION = AttributeKey.stringKey("db.operation.name");
  private static final AttributeKey<String> TABLE = AttributeKey.stringKey("db.collection.name");
  private static final AttributeKey<String> PEER = AttributeKey.stringKey("peer.service");
  private static final AttributeKey<String> REGION = AttributeKey.stringKey("peer.cloud.region");
  private static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");
  private static final AttributeKey<String> POOL =
      AttributeKey.stringKey("db.client.connection.pool.name");
  private static final AttributeKey<String> STATE =
      AttributeKey.stringKey("db.client.connection.state");

  /** The setting that says how many connections a process keeps to each server. */
  public static final String CONNECTIONS = "database-connections";

  private static final String USUAL_CONNECTIONS = "4";
  private static final long PATIENCE_MILLIS = 2_000;

  private final Pool nearest;
  private final Pool primary;
  private final Telemetry telemetry;
  private final DoubleHistogram durations;

  /** A server and its connections. */
  private record Pool(Node server, int port, HikariDataSource connections) {}

  /** Where a region's server is. */
  public record Address(String region, int port) {}

  Database(
      String service,
      Address nearest,
      Address primary,
      Map<String, String> settings,
      Telemetry telemetry) {
    this.telemetry = telemetry;
    int connections = Integer.parseInt(settings.getOrDefault(CONNECTIONS, USUAL_CONNECTIONS));
    this.primary = pool(service, primary, connections);
    this.nearest = nearest.equals(primary) ? this.primary : pool(service, nearest, connections);
    this.durations = Durations.histogram(telemetry.meter(), "db.client.operation.duration");
    observePools();
  }

  /** Runs a statement; each row is a map from column name to value. */
  public List<Map<String, Object>> run(Statement statement, Object... values) {
    Pool pool = statement.changes() ? primary : nearest;
    long start = System.nanoTime();
    Attributes common =
        Attributes.builder()
            .put(SYSTEM, "postgresql")
            .put(NAMESPACE, "shop")
            .put(OPERATION, statement.operation())
            .put(TABLE, statement.table())
            .put(PEER, Node.DATABASE)
            .put(REGION, pool.server().region())
            .build();
    Span span =
        telemetry
            .tracer()
            .spanBuilder(statement.operation() + " " + statement.table())
            .setSpanKind(SpanKind.CLIENT)
            .setAllAttributes(common)
            .setAttribute("db.query.text", statement.sql())
            .setAttribute("server.address", "127.0.0.1")
            .setAttribute("server.port", (long) pool.port())
            .startSpan();
    AttributesBuilder labels = common.toBuilder();
    try (Connection connection = pool.connections().getConnection();
        PreparedStatement prepared = connection.prepareStatement(statement.sql())) {
      for (int i = 0; i < values.length; i++) {
        prepared.setObject(i + 1, values[i]);
      }
      return prepared.execute() ? rows(prepared.getResultSet()) : List.of();
    } catch (SQLException e) {
      String type = Objects.requireNonNullElse(e.getSQLState(), "timeout");
      span.setStatus(StatusCode.ERROR, "" + e.getMessage()).setAttribute(ERROR, type);
      labels.put(ERROR, type);
      throw new DependencyException("database: " + e.getMessage(), false, e);
    } finally {
      span.end();
      if (telemetry.counts(start)) {
        Durations.record(durations, start, labels.build(), Context.current().with(span));
      }
    }
  }

  private static Pool pool(String service, Address address, int connections) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("database-" + address.region());
    config.setJdbcUrl("jdbc:postgresql://127.0.0.1:" + address.port() + "/shop");
    config.setUsername("postgres");
    config.addDataSourceProperty("ApplicationName", service);
    config.addDataSourceProperty("connectTimeout", "2");
    config.addDataSourceProperty("socketTimeout", "2");
    config.setMaximumPoolSize(connections);
    config.setConnectionTimeout(PATIENCE_MILLIS);
    config.setValidationTimeout(PATIENCE_MILLIS - 1);
    config.setInitializationFailTimeout(10_000);
    config.setRegisterMbeans(false);
    return new Pool(Node.database(address.region()), address.port(), new HikariDataSource(config));
  }

  private static List<Map<String, Object>> rows(ResultSet result) throws SQLException {
    List<Map<String, Object>> rows = new ArrayList<>();
    ResultSetMetaData columns = result.getMetaData();
    while (result.next()) {
      Map<String, Object> row = new LinkedHashMap<>();
      for (int i = 1; i <= columns.getColumnCount(); i++) {
        Object value = result.getObject(i);
        if (value != null) {
          row.put(columns.getColumnLabel(i), value);
        }
      }
      rows.add(row);
    }
    return rows;
  }

  private void observePools() {
    List<Pool> pools = nearest.equals(primary) ? List.of(primary) : List.of(nearest, primary);
    telemetry
        .meter()
        .upDownCounterBuilder("db.client.connection.count")
        .setUnit("{connection}")
        .buildWithCallback(
            m ->
                pools.forEach(
                    p -> {
                      var now = p.connections().getHikariPoolMXBean();
                      m.record(now.getActiveConnections(), named(p, "used"));
                      m.record(now.getIdleConnections(), named(p, "idle"));
                    }));
    telemetry
        .meter()
        .upDownCounterBuilder("db.client.connection.pending_requests")
        .setUnit("{request}")
        .buildWithCallback(
            m ->
                pools.forEach(
                    p ->
                        m.record(
                            p.connections().getHikariPoolMXBean().getThreadsAwaitingConnection(),
                            Attributes.of(POOL, p.connections().getPoolName()))));
    telemetry
        .meter()
        .upDownCounterBuilder("db.client.connection.max")
        .setUnit("{connection}")
        .buildWithCallback(
            m ->
                pools.forEach(
                    p ->
                        m.record(
                            p.connections().getMaximumPoolSize(),
                            Attributes.of(POOL, p.connections().getPoolName()))));
  }

  private static Attributes named(Pool pool, String state) {
    return Attributes.of(POOL, pool.connections().getPoolName(), STATE, state);
  }
}
