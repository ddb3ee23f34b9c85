// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh;

import dev.ballast.mesh.admin.AdminRoute;
import dev.ballast.mesh.admin.AdminServer;
import dev.ballast.mesh.admin.HealthRoute;
import dev.ballast.mesh.gate.FaultGate;
import dev.ballast.mesh.telemetry.CallObserver;
import dev.ballast.mesh.time.Ticker;
import dev.ballast.model.mesh.Mesh;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** One mesh: its data plane and its admin API, put together. Read it as a diagram. */
public final class MeshProcess implements AutoCloseable {

  private final DataPlane plane;
  private final AdminServer admin;
  private final Mesh mesh;

  private MeshProcess(DataPlane plane, AdminServer admin, Mesh mesh) {
    this.plane = plane;
    this.admin = admin;
    this.mesh = mesh;
  }

  /**
   * Starts to serve.
   *
   * @throws PortInUseException when an address of the configuration cannot be bound
   */
  public static MeshProcess start(Mesh mesh, Ticker ticker, long seed) throws PortInUseException {
    int loops = mesh.workers() == 0 ? Runtime.getRuntime().availableProcessors() : mesh.workers();
    FaultGate.Factory faults = _ -> FaultGate.NONE;
    DataPlane plane = new DataPlane(loops, ticker, faults, _ -> CallObserver.NONE, seed);
    try {
      plane.adopt(mesh);
      Map<String, AdminRoute> routes = new TreeMap<>();
      routes.put("health", new HealthRoute(() -> health(mesh, plane)));
      return new MeshProcess(plane, admin(mesh, routes), mesh);
    } catch (PortInUseException | RuntimeException e) {
      plane.close();
      throw e;
    }
  }

  private static AdminServer admin(Mesh mesh, Map<String, AdminRoute> routes)
      throws PortInUseException {
    try {
      return AdminServer.start(mesh.admin(), routes);
    } catch (IOException e) {
      throw new PortInUseException("admin", mesh.admin(), e);
    }
  }

  private static Map<String, Object> health(Mesh mesh, DataPlane plane) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("mesh", mesh.name());
    facts.put("status", "serving");
    facts.put("connections", plane.connections());
    facts.put("loops", plane.loopCount());
    facts.put("transport", plane.transport());
    return facts;
  }

  public Mesh mesh() {
    return mesh;
  }

  public DataPlane plane() {
    return plane;
  }

  public int adminPort() {
    return admin.port();
  }

  /** Lets requests under way end, for some time at most, then stops. */
  public void drain(Duration longest) {
    plane.drain(longest);
    close();
  }

  @Override
  public void close() {
    admin.close();
    plane.close();
  }
}
