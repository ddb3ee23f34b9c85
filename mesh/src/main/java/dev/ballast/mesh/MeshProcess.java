// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh;

import dev.ballast.mesh.admin.AdminRoute;
import dev.ballast.mesh.admin.AdminServer;
import dev.ballast.mesh.admin.CanaryRoute;
import dev.ballast.mesh.admin.ConfigRoute;
import dev.ballast.mesh.admin.EndpointsRoute;
import dev.ballast.mesh.admin.HealthRoute;
import dev.ballast.mesh.admin.MetricsRoute;
import dev.ballast.mesh.admin.ShedRoute;
import dev.ballast.mesh.admin.VersionsRoute;
import dev.ballast.mesh.admin.WeightsRoute;
import dev.ballast.mesh.config.Adopter;
import dev.ballast.mesh.config.ConfigStore;
import dev.ballast.mesh.config.FileFollower;
import dev.ballast.mesh.identity.MeshTls;
import dev.ballast.mesh.lease.LeaseTimer;
import dev.ballast.mesh.telemetry.Gauge;
import dev.ballast.mesh.telemetry.Telemetry;
import dev.ballast.mesh.time.Ticker;
import dev.ballast.mesh.upstream.HealthChecks;
import dev.ballast.model.mesh.Mesh;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One mesh: its data plane, its configuration and its admin API. Read it as a diagram. */
public final class MeshProcess implements AutoCloseable {

  private static final Duration LEASE_CHECK = Duration.ofMillis(100);
  private static final Duration HEALTH_CHECK = Duration.ofMillis(20);
  private static final Duration FILE_CHECK = Duration.ofMillis(500);

  private final DataPlane plane;
  private final ConfigStore config;
  private final Telemetry telemetry;
  private final HealthChecks checks;
  private final PathFaults faults;
  private final LeaseTimer sheds;
  private final Chores chores = new Chores();
  private final AdminServer admin;

  private MeshProcess(
      DataPlane plane,
      HealthChecks checks,
      PathFaults faults,
      Telemetry telemetry,
      Mesh mesh,
      Ticker ticker)
      throws PortInUseException {
    this.plane = plane;
    this.checks = checks;
    this.faults = faults;
    this.telemetry = telemetry;
    this.sheds = new LeaseTimer(plane.shared().sheds().leases());
    this.config = new ConfigStore(mesh, adopter(plane, checks), ticker);
    Map<String, AdminRoute> routes = new TreeMap<>();
    routes.put("canary", new CanaryRoute(config));
    routes.put("config", new ConfigRoute(config));
    routes.put("endpoints", new EndpointsRoute(config, plane.shared().fleet(), ticker));
    routes.put("faults", faults.route());
    routes.put("health", new HealthRoute(this::health));
    routes.put("metrics", new MetricsRoute(this::metrics));
    routes.put("shed", new ShedRoute(plane.shared().sheds(), config));
    routes.put("versions", new VersionsRoute(config));
    routes.put("weights", new WeightsRoute(config));
    this.admin = serveAdmin(mesh, routes);
    chores.every(LEASE_CHECK, "leases", config::expire);
    chores.every(HEALTH_CHECK, "health", checks::look);
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
    PathFaults faults = new PathFaults(ticker, seed);
    Telemetry telemetry = telemetry(mesh);
    DataPlane plane =
        new DataPlane(loops, ticker, faults.gates(), _ -> telemetry.forLoop(), tls(mesh), seed);
    try {
      plane.adopt(mesh);
      HealthChecks checks = new HealthChecks(plane.shared().fleet(), ticker);
      checks.follow(mesh);
      return new MeshProcess(plane, checks, faults, telemetry, mesh, ticker);
    } catch (PortInUseException | RuntimeException e) {
      faults.close();
      plane.close();
      telemetry.close();
      throw e;
    }
  }

  private static @Nullable MeshTls tls(Mesh mesh) {
    try {
      return mesh.identity().active() ? new MeshTls(mesh, InstantSource.system()) : null;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalArgumentException("identity: " + e.getMessage(), e);
    }
  }

  private static Telemetry telemetry(Mesh mesh) {
    try {
      return new Telemetry(mesh, InstantSource.system());
    } catch (IOException e) {
      throw new UncheckedIOException("access log: " + mesh.accessLog().file(), e);
    }
  }

  private static Adopter adopter(DataPlane plane, HealthChecks checks) {
    return mesh -> {
      try {
        plane.adopt(mesh);
        checks.follow(mesh);
      } catch (PortInUseException e) {
        throw new Adopter.RefusedException(String.valueOf(e.getMessage()), e);
      }
    };
  }

  private static AdminServer serveAdmin(Mesh mesh, Map<String, AdminRoute> routes)
      throws PortInUseException {
    try {
      return AdminServer.start(mesh.admin(), routes);
    } catch (IOException e) {
      throw new PortInUseException("admin", mesh.admin(), e);
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
    return telemetry.metrics(plane::onEachLoopByNumber, List.of(connections, faults.gauge()));
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
    checks.close();
    faults.close();
    sheds.close();
    admin.close();
    plane.close();
    telemetry.close();
  }
}
