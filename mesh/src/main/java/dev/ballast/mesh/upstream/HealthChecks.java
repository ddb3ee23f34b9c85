// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.upstream;

import dev.ballast.mesh.policy.CheckCounter;
import dev.ballast.mesh.time.Ticker;
import dev.ballast.model.mesh.HealthCheck;
import dev.ballast.model.mesh.Mesh;
import dev.ballast.model.mesh.MeshService;
import dev.ballast.model.mesh.Protocol;
import dev.ballast.model.mesh.TlsMode;
import dev.ballast.model.mesh.Version;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks endpoints how they are, each once for the whole process, on virtual threads. A check that is
 * still waiting when the next one is due is not doubled.
 */
public final class HealthChecks implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(HealthChecks.class);

  private final Fleet fleet;
  private final Ticker ticker;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private Map<EndpointKey, Watched> watched = Map.of();

  public HealthChecks(Fleet fleet, Ticker ticker) {
    this.fleet = fleet;
    this.ticker = ticker;
  }

  /** Follows a configuration; endpoints whose rules are unchanged keep their counts. */
  public synchronized void follow(Mesh mesh) {
    Map<EndpointKey, Watched> next = new HashMap<>();
    for (MeshService service : mesh.services()) {
      HealthCheck rules = service.policies().healthCheck();
      for (Version version : service.versions()) {
        version
            .endpoints()
            .forEach(
                endpoint -> {
                  var key =
                      new EndpointKey(service.name().value(), version.name(), endpoint.address());
                  if (rules.active()) {
                    Watched before = watched.get(key);
                    boolean same = before != null && before.rules.equals(rules);
                    next.put(key, same ? before : new Watched(key, rules, asksHttp(service)));
                  } else {
                    fleet.of(key).checked(true);
                  }
                });
      }
    }
    watched = next;
  }

  /** Where HTTP/1.1 is not spoken in plain text, a connection has to be enough. */
  private static boolean asksHttp(MeshService service) {
    return service.protocol() == Protocol.HTTP
        && service.upstreamTls() == TlsMode.NONE
        && !service.policies().healthCheck().path().isEmpty();
  }

  /** Starts the checks that are due; called again and again. */
  public synchronized void look() {
    long now = ticker.nanos();
    for (Watched one : watched.values()) {
      if (!one.waiting && now - one.due >= 0) {
        one.waiting = true;
        one.due = now + one.rules.interval().toNanos();
        threads.execute(() -> check(one));
      }
    }
  }

  private void check(Watched one) {
    boolean success =
        Probe.succeeds(one.key.address(), one.http ? one.rules.path() : "", one.rules.timeout());
    synchronized (this) {
      one.waiting = false;
      if (one.counter.add(success)) {
        fleet.of(one.key).checked(one.counter.healthy());
        LOG.atInfo().log(
            "event=mesh.endpoint_checked service={} version={} endpoint={} healthy={}",
            one.key.service(),
            one.key.version(),
            one.key.address(),
            one.counter.healthy());
      }
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }

  /** An endpoint that is asked; guarded by the checks' lock. */
  private final class Watched {
    private final EndpointKey key;
    private final HealthCheck rules;
    private final boolean http;
    private final CheckCounter counter;
    private long due = ticker.nanos();
    private boolean waiting;

    private Watched(EndpointKey key, HealthCheck rules, boolean http) {
      this.key = key;
      this.rules = rules;
      this.http = http;
      this.counter = new CheckCounter(rules);
    }
  }
}
