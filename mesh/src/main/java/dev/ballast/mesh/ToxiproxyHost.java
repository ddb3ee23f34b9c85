// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh;

import dev.ballast.mesh.lease.LeaseLimits;
import dev.ballast.mesh.lease.LeaseTimer;
import dev.ballast.mesh.lease.Leases;
import dev.ballast.mesh.time.Ticker;
import dev.ballast.mesh.toxiproxy.Toxiproxy;
import dev.ballast.mesh.toxiproxy.ToxiproxyLimits;
import dev.ballast.mesh.toxiproxy.ToxiproxySettings;
import dev.ballast.model.mesh.Address;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The server for Toxiproxy's clients beside a mesh, or alone, or none at all. */
final class ToxiproxyHost implements AutoCloseable {

  private final @Nullable Toxiproxy server;
  private final @Nullable LeaseTimer timer;

  private ToxiproxyHost(@Nullable Toxiproxy server, @Nullable LeaseTimer timer) {
    this.server = server;
    this.timer = timer;
  }

  /**
   * Starts what the options ask for.
   *
   * @throws IllegalArgumentException when the file of proxies cannot be used
   */
  static ToxiproxyHost start(ToxiproxyOptions options) throws PortInUseException {
    if (!options.on()) {
      return new ToxiproxyHost(null, null);
    }
    Leases leases = new Leases(Ticker.SYSTEM, LeaseLimits.DEFAULT);
    String problem = options.lease().isZero() ? "" : leases.limits().problem(options.lease());
    if (!problem.isEmpty()) {
      throw new IllegalArgumentException("--toxiproxy-lease: " + problem);
    }
    long seed =
        options.seed().isEmpty() ? new SecureRandom().nextLong() : Long.parseLong(options.seed());
    Address address = Address.parse(options.address());
    Toxiproxy server;
    try {
      InetAddress host = InetAddress.getByName(address.host());
      if (!host.isLoopbackAddress()) {
        throw new IllegalArgumentException(
            "--toxiproxy: "
                + address
                + " (expected: a loopback address; this API knows no tokens)");
      }
      InetSocketAddress where = new InetSocketAddress(host, address.port());
      ToxiproxySettings settings =
          new ToxiproxySettings(where, seed, options.lease(), ToxiproxyLimits.DEFAULT);
      server = Toxiproxy.start(settings, leases, Ticker.SYSTEM);
    } catch (IOException e) {
      throw new PortInUseException("toxiproxy", address, e);
    }
    ToxiproxyHost host = new ToxiproxyHost(server, new LeaseTimer(leases));
    try {
      populate(server, options.config());
    } catch (IllegalArgumentException e) {
      host.close();
      throw e;
    }
    return host;
  }

  /** What it says of itself beside a mesh. */
  Optional<String> sentence() {
    return server == null
        ? Optional.empty()
        : Optional.of("Toxiproxy API: http://" + where(server));
  }

  /** What it says of itself when it is all there is. */
  String ready(boolean json) {
    if (server == null || !json) {
      return sentence().orElse("");
    }
    Map<String, Object> said = new TreeMap<>();
    said.put("event", "ready");
    said.put("pid", ProcessHandle.current().pid());
    said.put("toxiproxy", "http://" + where(server));
    return JsonMapper.shared().writeValueAsString(said);
  }

  private static Address where(Toxiproxy server) {
    return new Address(server.address().getAddress().getHostAddress(), server.address().getPort());
  }

  private static void populate(Toxiproxy server, String file) {
    if (file.isEmpty()) {
      return;
    }
    try {
      String problem = server.populate(Files.readAllBytes(Path.of(file)));
      if (!problem.isEmpty()) {
        throw new IllegalArgumentException(file + ": " + problem);
      }
    } catch (IOException e) {
      throw new IllegalArgumentException(file + ": cannot be read (expected: Toxiproxy's JSON)", e);
    }
  }

  @Override
  public void close() {
    if (timer != null) {
      timer.close();
    }
    if (server != null) {
      server.close();
    }
  }
}
