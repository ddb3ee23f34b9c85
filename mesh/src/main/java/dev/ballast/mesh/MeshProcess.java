// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh;

import dev.ballast.mesh.admin.AdminRoute;
import dev.ballast.mesh.admin.AdminServer;
import dev.ballast.mesh.admin.ConfigRoute;
import dev.ballast.mesh.admin.FaultsRoute;
import dev.ballast.mesh.admin.HealthRoute;
import dev.ballast.mesh.admin.MetricsRoute;
import dev.ballast.mesh.admin.WeightsRoute;
import dev.ballast.mesh.config.Adopter;
import dev.ballast.mesh.config.ConfigStore;
import dev.ballast.mesh.config.FileFollower;
import dev.ballast.mesh.fault.table.FaultTable;
import dev.ballast.mesh.lease.LeaseLimits;
import dev.ballast.mesh.lease.LeaseTimer;
import dev.ballast.mesh.lease.Leases;
import dev.ballast.mesh.telemetry.Gauge;
import dev.ballast.mesh.telemetry.Telemetry;
import dev.ballast.mesh.time.Ticker;
import dev.ballast.model.mesh.Mesh;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Supplier;

/** One mesh: its data plane, its configuration and its admin API. Read it as a diagram. */
public final class MeshProcess implements AutoCloseable {

  private static final Duration LEASE_CHECK = Duration.ofMillis(100);
  private static final Duration FILE_CHECK = Duration.ofMillis(500);

  private final DataPlane plane;
  private final ConfigStore config;
  private final Telemetry telemetry;
  private final FaultTable faults;
  private final Chores chores = new Chores();
  private final LeaseTimer leaseTimer;
  private final AdminServer admin;

  private MeshProcess(
      DataPlane plane,
      ConfigStore config,
      Telemetry telemetry,
      FaultTable faults,
      Leases leases,
      long seed)
      throws PortInUseException {
    this.plane = plane;
    this.config = config;
    this.telemetry = telemetry;
    this.faults = faults;
    FaultsRoute faultsRoute = new FaultsRoute(faults, new SplittableRandom(seed));
    this.admin = serveAdmin(config, faultsRoute, this::health, this::metrics);
    this.leaseTimer = new LeaseTimer(leases);
    chores.every(LEASE_CHECK, "leases", config::expire);
  }

  /**
   * Starts to serve, and follows the file.
   *
   * @throws PortInUseException when an address of the configuration cannot be bound
   */
  static MeshProcess start(Mesh mesh, Path file, Ticker ticker, long seed)
      throws PortInUseException {
    MeshProcess process = start(mesh, ticker, seed);
    FileFollower follower = new FileFollower(file, process.config);
    process.chores.every(FILE_CHECK, "file", follower::look);
    return process;
  }

  static MeshProcess start(Mesh mesh, Ticker ticker, long seed) throws PortInUseException {
    int loops = mesh.workers() == 0 ? Runtime.getRuntime().availableProcessors() : mesh.workers();
    Leases leases = new Leases(ticker, LeaseLimits.DEFAULT);
    FaultTable faults = new FaultTable(leases, ticker);
    Telemetry telemetry = telemetry(mesh);
    DataPlane plane = new DataPlane(loops, ticker, faults.gates(), _ -> telemetry.forLoop(), seed);
    try {
      plane.adopt(mesh);
      ConfigStore config = new ConfigStore(mesh, adopter(plane), ticker);
      return new MeshProcess(plane, config, telemetry, faults, leases, seed);
    } catch (PortInUseException | RuntimeException e) {
      plane.close();
      telemetry.close();
      throw e;
    }
  }

  private static Telemetry telemetry(Mesh mesh) {
    try {
      return new Telemetry(mesh, InstantSource.system());
    } catch (IOException e) {
      throw new UncheckedIOException("access log: " + mesh.accessLog().file(), e);
    }
  }

  private static Adopter adopter(DataPlane plane) {
    return mesh -> {
      try {
        plane.adopt(mesh);
      } catch (PortInUseException e) {
        throw new Adopter.RefusedException(String.valueOf(e.getMessage()), e);
      }
    };
  }

  private static AdminServer serveAdmin(
      ConfigStore config,
      FaultsRoute faults,
      Supplier<Map<String, Object>> health,
      Supplier<String> metrics)
      throws PortInUseException {
    Map<String, AdminRoute> routes = new TreeMap<>();
    routes.put("health", new HealthRoute(health));
    routes.put("metrics", new MetricsRoute(metrics));
    routes.put("config", new ConfigRoute(config));
    routes.put("weights", new WeightsRoute(config));
    routes.put("faults", faults);
    try {
      return AdminServer.start(config.state().base().admin(), routes);
    } catch (IOException e) {
      throw new PortInUseException("admin", config.state().base().admin(), e);
    }
  }

  private Map<String, Object> health() {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("mesh", mesh().name());
    facts.put("status", "serving");
    facts.put("revision", config.state().revision());
    facts.put("connections", plane.connections());
    facts.put("loops", plane.loopCount());
    facts.put("transport", plane.transport());
    return facts;
  }

  private String metrics() {
    Gauge connections =
        new Gauge(
            "ballast_mesh_client_connections",
            "Clients that are connected.",
            false,
            Map.of("", (double) plane.connections()));
    Gauge on =
        new Gauge(
            "ballast_mesh_faults",
            "Faults in the path that are on.",
            false,
            Map.of("", (double) faults.state().on().size()));
    return telemetry.metrics(plane::onEachLoopByNumber, List.of(connections, on));
  }

  Mesh mesh() {
    return config.state().effective();
  }

  ConfigStore config() {
    return config;
  }

  DataPlane plane() {
    return plane;
  }

  int adminPort() {
    return admin.port();
  }

  /** Lets requests under way end, for some time at most, then stops. */
  void drain(Duration longest) {
    plane.drain(longest);
    close();
  }

  @Override
  public void close() {
    chores.close();
    leaseTimer.close();
    admin.close();
    plane.close();
    telemetry.close();
  }
}
