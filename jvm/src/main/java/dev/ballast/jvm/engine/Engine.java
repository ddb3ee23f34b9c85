// SPDX-License-Identifier: Apache-2.0
package dev.ballast.jvm.engine;

import java.lang.instrument.Instrumentation;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** All faults of this JVM. Each ends with its lease, on this JVM's own clock, whoever has died. */
public final class Engine implements BiFunction<String, String, @Nullable Object[]> {

  private static final long TICK_MS = 10;
  private static final int REMEMBERED = 200;

  private final Map<String, Installed> faults = new ConcurrentHashMap<>();
  private @Nullable ScheduledExecutorService clock;
  private @Nullable Future<?> ticking;

  /** What changed methods ask, by {@link dev.ballast.jvm.Hook}. */
  @Override
  public @Nullable Object @Nullable [] apply(String id, String type) {
    Installed fault = faults.get(id);
    return fault == null ? null : fault.call(type);
  }

  /** Takes orders; answers how the fault stands. */
  public BiFunction<Instrumentation, Map<String, String>, String> orders() {
    return this::order;
  }

  private synchronized String order(Instrumentation instrumentation, Map<String, String> order) {
    String id = order.getOrDefault("id", "");
    long lease = TimeUnit.MILLISECONDS.toNanos(Long.parseLong(order.getOrDefault("lease_ms", "0")));
    Installed known = faults.get(id);
    return switch (order.getOrDefault("do", "look")) {
      case "install" -> known != null ? known.status() : install(id, order, instrumentation, lease);
      case "renew" ->
          known != null && known.renew(System.nanoTime() + lease)
              ? known.status()
              : "problem=the fault is over in the JVM";
      case "prepare" -> Installed.prepare().isEmpty() ? "state=unknown" : "state=ready";
      case "remove" -> known == null ? "state=over;clean=true;classes=0" : removed(known);
      default -> known == null ? "state=unknown" : known.status();
    };
  }

  private static String removed(Installed fault) {
    fault.remove();
    return fault.status();
  }

  private String install(
      String id, Map<String, String> order, Instrumentation instrumentation, long lease) {
    MethodPattern pattern = MethodPattern.of(order.getOrDefault("method", ""));
    Effect effect = Effect.of(order);
    String problem = effect.problem();
    if (!problem.isEmpty()) {
      return "problem=" + problem;
    }
    if (faults.size() >= REMEMBERED) {
      faults.values().removeIf(Installed::isOver);
    }
    Installed fault = new Installed(id, pattern, effect, instrumentation, lease);
    faults.put(id, fault);
    begin();
    fault.install();
    return fault.status();
  }

  /** One thread that holds nobody up when the JVM wants to end; none while nothing is on. */
  private void begin() {
    if (clock == null) {
      clock =
          Executors.newSingleThreadScheduledExecutor(
              task -> {
                Thread thread = new Thread(task, "ballast-faults");
                thread.setDaemon(true);
                return thread;
              });
      ticking = clock.scheduleWithFixedDelay(this::tick, TICK_MS, TICK_MS, TimeUnit.MILLISECONDS);
    }
  }

  private void tick() {
    faults.values().stream().filter(Installed::isDue).forEach(Installed::remove);
    stop();
  }

  private synchronized void stop() {
    if (clock != null && ticking != null && faults.values().stream().allMatch(Installed::isOver)) {
      ticking.cancel(false);
      clock.shutdown();
      clock = null;
    }
  }
}
