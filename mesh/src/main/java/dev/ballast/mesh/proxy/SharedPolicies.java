// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.proxy;

import dev.ballast.mesh.identity.MeshTls;
import dev.ballast.mesh.shed.ShedTable;
import dev.ballast.mesh.time.Ticker;
import dev.ballast.mesh.upstream.Fleet;
import dev.ballast.model.ServiceName;
import dev.ballast.model.mesh.MeshService;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What all event loops share, kept over changes of the configuration where it still fits. */
public final class SharedPolicies {

  private final Fleet fleet = new Fleet();
  private final Ticker ticker;
  private final ShedTable sheds;
  private final TraceMemory traces = new TraceMemory();
  private final RetryMark mark;
  private final Map<ServiceName, ServicePolicies> services = new ConcurrentHashMap<>();

  private final @Nullable MeshTls tls;

  /**
   * Makes one.
   *
   * @param tls null when the mesh has no identity
   * @param seed of the name by which other meshes know this process
   */
  public SharedPolicies(Ticker ticker, @Nullable MeshTls tls, long seed) {
    this.ticker = ticker;
    this.sheds = new ShedTable(ticker);
    this.tls = tls;
    this.mark = new RetryMark(new SplittableRandom(seed).nextLong());
  }

  @Nullable MeshTls tls() {
    return tls;
  }

  public Fleet fleet() {
    return fleet;
  }

  /** What is turned away, service by service. */
  public ShedTable sheds() {
    return sheds;
  }

  TraceMemory traces() {
    return traces;
  }

  RetryMark mark() {
    return mark;
  }

  ServicePolicies of(MeshService service) {
    return services.compute(
        service.name(),
        (_, before) ->
            before != null && before.stillFit(service)
                ? before
                : new ServicePolicies(service, sheds.of(service.name().value()), ticker.nanos()));
  }
}
