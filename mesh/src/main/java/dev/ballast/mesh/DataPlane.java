// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh;

import dev.ballast.mesh.gate.FaultGate;
import dev.ballast.mesh.identity.MeshTls;
import dev.ballast.mesh.proxy.SharedPolicies;
import dev.ballast.mesh.proxy.Worker;
import dev.ballast.mesh.telemetry.CallObserver;
import dev.ballast.mesh.time.Ticker;
import dev.ballast.model.mesh.Listener;
import dev.ballast.model.mesh.Mesh;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The event loops, what each of them owns, and the sockets that they serve. Configurations are
 * taken by one thread at a time; a new one is in force everywhere when {@link #adopt} returns.
 */
public final class DataPlane implements AutoCloseable {

  private static final Duration ADOPTION = Duration.ofSeconds(10);
  private static final long CONNECTION_CHECK_MILLIS = 20;

  private final EventLoopGroup boss;
  private final EventLoopGroup loops;
  private final List<Worker> workers = new ArrayList<>();
  private final Listeners listeners;
  private final SharedPolicies shared;
  private final Transport transport;

  public DataPlane(
      int loopCount,
      Ticker ticker,
      FaultGate.Factory faults,
      IntFunction<CallObserver> observers,
      @Nullable MeshTls tls,
      long seed) {
    transport = Transport.best();
    boss = new MultiThreadIoEventLoopGroup(1, transport.handlers());
    loops = new MultiThreadIoEventLoopGroup(loopCount, transport.handlers());
    shared = new SharedPolicies(ticker, tls, seed);
    Map<EventLoop, Worker> byLoop = new LinkedHashMap<>();
    for (int i = 0; i < loopCount; i++) {
      EventLoop loop = loops.next();
      Worker worker =
          new Worker(
              loop,
              transport.clientChannel(),
              ticker,
              faults.forLoop(i),
              observers.apply(i),
              seed + i);
      byLoop.put(loop, worker);
      workers.add(worker);
      worker.start();
    }
    listeners = new Listeners(transport, boss, loops, byLoop);
  }

  /** {@code epoll} or {@code nio}. */
  public String transport() {
    return transport.name();
  }

  /**
   * Takes a configuration, whole or not at all: a port that cannot be bound leaves everything as it
   * was.
   */
  public synchronized void adopt(Mesh mesh) throws PortInUseException {
    Set<String> opened = listeners.open(mesh);
    try {
      onEachLoop(worker -> worker.adopt(mesh, shared, workers.size()));
    } catch (RuntimeException e) {
      listeners.close(opened);
      throw e;
    }
    listeners.accept(opened);
    listeners.closeOthers(mesh);
    shared.fleet().keepOnly(mesh);
  }

  public SharedPolicies shared() {
    return shared;
  }

  public int portOf(Listener listener) {
    return listeners.portOf(listener);
  }

  public int connections() {
    return listeners.connections();
  }

  public int loopCount() {
    return workers.size();
  }

  /** Takes no new connections, lets requests under way end, for some time at most. */
  public synchronized void drain(Duration longest) {
    listeners.closeAll();
    onEachLoop(Worker::drain);
    long end = System.nanoTime() + longest.toNanos();
    try {
      while (listeners.connections() > 0 && System.nanoTime() - end < 0) {
        TimeUnit.MILLISECONDS.sleep(CONNECTION_CHECK_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Runs a task on every loop, with the loop's number, and waits for all of them. */
  public void onEachLoopByNumber(IntConsumer task) {
    onEachLoop(worker -> task.accept(workers.indexOf(worker)));
  }

  /** Runs a task on every loop and waits for all of them. */
  public void onEachLoop(java.util.function.Consumer<Worker> task) {
    List<Future<?>> running = new ArrayList<>();
    for (Worker worker : workers) {
      running.add(worker.execute(() -> task.accept(worker)));
    }
    for (Future<?> one : running) {
      try {
        one.get(ADOPTION.toMillis(), TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while the event loops change", e);
      } catch (ExecutionException | TimeoutException e) {
        throw new IllegalStateException("an event loop did not take a task", e);
      }
    }
  }

  @Override
  public synchronized void close() {
    listeners.closeAll();
    var loopsEnd = loops.shutdownGracefully(0, 2, TimeUnit.SECONDS);
    var bossEnd = boss.shutdownGracefully(0, 2, TimeUnit.SECONDS);
    loopsEnd.awaitUninterruptibly();
    bossEnd.awaitUninterruptibly();
  }
}
