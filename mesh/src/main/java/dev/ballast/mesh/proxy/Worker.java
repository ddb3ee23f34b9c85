// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.proxy;

import dev.ballast.mesh.gate.FaultGate;
import dev.ballast.mesh.telemetry.CallObserver;
import dev.ballast.mesh.time.Deadlines;
import dev.ballast.mesh.time.Ticker;
import dev.ballast.mesh.upstream.EndpointKey;
import dev.ballast.mesh.upstream.Lane;
import dev.ballast.mesh.upstream.UpstreamLoop;
import dev.ballast.model.mesh.Mesh;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.handler.ssl.SslContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Everything that one event loop owns: its plan, its lanes to endpoints, its clients, its
 * deadlines. All methods but {@link #execute} run on the loop, so nothing here is locked.
 */
public final class Worker {

  private static final long SWEEP_MILLIS = 10;
  private static final int SWEEPS_PER_IDLE_CHECK = 100;

  private final UpstreamLoop loop;
  private final Deadlines deadlines = new Deadlines();
  private final RandomGenerator random;
  private final CallObserver observer;
  private final Map<EndpointKey, Lane> lanes = new HashMap<>();
  private final Set<Drainable> clients = new HashSet<>();

  /** The same supplier for each service, so that lanes whose rules did not change are equal. */
  private final Map<String, Supplier<SslContext>> clientTls = new HashMap<>();

  private Plan plan = Plan.EMPTY;
  private boolean draining;
  private int sweeps;

  public Worker(
      EventLoop eventLoop,
      Class<? extends Channel> channelType,
      Ticker ticker,
      FaultGate faults,
      CallObserver observer,
      long seed) {
    this.loop = new UpstreamLoop(eventLoop, channelType, ticker, faults);
    this.observer = observer;
    this.random = new SplittableRandom(seed);
  }

  /** Starts the sweeps; from any thread. */
  @SuppressWarnings("FutureReturnValueIgnored") // It sweeps until the loop ends.
  public void start() {
    loop.loop().scheduleAtFixedRate(this::sweep, SWEEP_MILLIS, SWEEP_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Runs something on the loop; from any thread. */
  public java.util.concurrent.Future<?> execute(Runnable task) {
    return loop.loop().submit(task);
  }

  /** Takes a new configuration; requests that are under way end by the old one. */
  public void adopt(Mesh mesh, SharedPolicies shared, int workers) {
    Plan next = new PlanMaker(this, mesh, shared, workers).make();
    plan = next;
    var gone = new ArrayList<EndpointKey>();
    lanes.forEach(
        (key, lane) -> {
          if (!next.endpoints().contains(key)) {
            gone.add(key);
            lane.close();
          }
        });
    gone.forEach(lanes::remove);
  }

  /** No new requests on connections that are there; those under way may end. */
  public void drain() {
    draining = true;
    new ArrayList<>(clients).forEach(Drainable::drain);
  }

  public int clientCount() {
    return clients.size();
  }

  private void sweep() {
    long now = now();
    deadlines.sweep(now);
    plan.refresh(now);
    observer.tick(now);
    if (++sweeps >= SWEEPS_PER_IDLE_CHECK) {
      sweeps = 0;
      lanes.values().forEach(lane -> lane.closeIdle(now));
    }
  }

  long now() {
    return loop.ticker().nanos();
  }

  UpstreamLoop loop() {
    return loop;
  }

  FaultGate faults() {
    return loop.faults();
  }

  Deadlines deadlines() {
    return deadlines;
  }

  RandomGenerator random() {
    return random;
  }

  CallObserver observer() {
    return observer;
  }

  Plan plan() {
    return plan;
  }

  boolean draining() {
    return draining;
  }

  Map<EndpointKey, Lane> lanes() {
    return lanes;
  }

  Map<String, Supplier<SslContext>> clientTls() {
    return clientTls;
  }

  void joined(Drainable client) {
    clients.add(client);
  }

  void left(Drainable client) {
    clients.remove(client);
  }
}
