// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.mesh;

import dev.ballast.model.ServiceName;
import java.util.List;
import java.util.Optional;

/**
 * The whole configuration of one mesh process.
 *
 * @param region where it runs: its endpoints are asked first; empty when that plays no part
 * @param admin on loopback only
 * @param workers event loops; 0 for one for each processor
 * @param sourceHeader a request header that names the caller where nothing better does; empty for
 *     none. It is believed, so it is for trusted callers
 */
public record Mesh(
    String name,
    String region,
    Address admin,
    int workers,
    String sourceHeader,
    RequestLimits limits,
    Tracing tracing,
    AccessLog accessLog,
    Identity identity,
    List<MeshService> services) {

  public static final Address ADMIN = new Address(Address.LOOPBACK, 7711);

  public Mesh {
    services = List.copyOf(services);
  }

  public Optional<MeshService> service(ServiceName wanted) {
    return services.stream().filter(s -> s.name().equals(wanted)).findFirst();
  }

  public Mesh withServices(List<MeshService> newServices) {
    return new Mesh(
        name,
        region,
        admin,
        workers,
        sourceHeader,
        limits,
        tracing,
        accessLog,
        identity,
        newServices);
  }
}
