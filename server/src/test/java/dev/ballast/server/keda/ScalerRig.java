// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.keda;

import dev.ballast.ledger.memory.MemoryLedger;
import dev.ballast.server.auth.Gatekeeper;
import dev.ballast.server.auth.TokenStore;
import dev.ballast.server.config.PromqlChecker;
import dev.ballast.server.http.HttpServer;
import dev.ballast.telemetry.meter.Meter;
import dev.ballast.telemetry.query.MetricQuery;
import dev.ballast.telemetry.query.QueryException;
import dev.ballast.testkit.FakeClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A scaler behind HTTP/2 on loopback, over a load that opens at nine. */
final class ScalerRig implements AutoCloseable {

  static final Instant MONDAY = Instant.parse("2026-01-05T00:00:00Z");

  final FakeClock clock = FakeClock.at(MONDAY.plus(Duration.ofHours(8)));
  final FakeLoad load = new FakeLoad(ScalerRig::opening);
  final Meter meter = new Meter();
  final TokenStore tokens;
  final KedaScaler scaler;
  final ScalerClient client;
  private final HttpServer server;

  /**
   * @param loopback whether callers from this machine need no token
   */
  ScalerRig(boolean loopback) {
    tokens = new TokenStore(new MemoryLedger(clock).documents(), clock);
    Gatekeeper gatekeeper = new Gatekeeper(tokens, loopback, reason -> {});
    scaler = new KedaScaler(this::source, new PromqlChecker(), gatekeeper, meter, clock);
    server =
        HttpServer.start(new HttpServer.Address("127.0.0.1", 0, null), List.of(), scaler::bind);
    client = new ScalerClient("http://127.0.0.1:" + server.port(0));
  }

  private MetricQuery source(String name) {
    if (!name.isEmpty()) {
      throw new QueryException(
          QueryException.Kind.BAD_DATA, "dataSource: " + name + " (expected: a known DataSource)");
    }
    return load;
  }

  /** 100 at night, 1,000 between nine and five. */
  static double opening(Instant at) {
    long hour = at.getEpochSecond() / 3600 % 24;
    return hour >= 9 && hour < 17 ? 1000 : 100;
  }

  @Override
  public void close() {
    client.close();
    scaler.close();
    server.close();
  }
}
