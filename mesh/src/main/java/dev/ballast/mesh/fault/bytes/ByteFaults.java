// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.fault.bytes;

import dev.ballast.mesh.fault.chance.Dice;
import dev.ballast.mesh.time.Ticker;
import dev.ballast.model.quantity.Ratio;
import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The byte faults of one place, a listener or a proxy, and its open connections. A change reaches
 * each connection on its own event loop; nobody waits under a lock. Thread-safe.
 */
public final class ByteFaults {

  /** Bytes that one direction of one connection may hold back before it stops reading. */
  public static final long MOST_HELD = 8L << 20;

  /**
   * A fault that is on.
   *
   * @param share of the connections that it hits, decided once for each by its number
   */
  public record Setting(String id, Direction direction, ByteFault fault, Ratio share, Dice dice) {

    public Setting(String id, Direction direction, ByteFault fault, Ratio share, long seed) {
      this(id, direction, fault, share, new Dice(seed, id));
    }

    /** The same fault with another effect or share; what was decided for connections stays. */
    public Setting with(ByteFault newFault, Ratio newShare) {
      return new Setting(id, direction, newFault, newShare, dice);
    }

    boolean sameFault(Setting other) {
      return id.equals(other.id) && dice == other.dice;
    }

    boolean sameEffect(Setting other) {
      return sameFault(other) && fault.equals(other.fault);
    }
  }

  private record Open(FaultPoint point, EventExecutor loop) {

    /** A loop that has been shut down has no connections to tell. */
    void run(Runnable task) {
      try {
        loop.execute(task);
      } catch (RejectedExecutionException e) {
        LOG.atDebug().addKeyValue("event", "fault.loop_gone").setCause(e).log();
      }
    }
  }

  private static final Logger LOG = LoggerFactory.getLogger(ByteFaults.class);

  private final Ticker ticker;
  private final long mostHeld;
  private final AtomicLong connections = new AtomicLong();
  private final Map<Long, Open> points = new ConcurrentHashMap<>();
  private volatile List<Setting> settings = List.of();

  public ByteFaults(Ticker ticker, long mostHeld) {
    this.ticker = ticker;
    this.mostHeld = mostHeld;
  }

  public ByteFaults(Ticker ticker) {
    this(ticker, MOST_HELD);
  }

  /** The handler for the next client's connection; make them in the order of arrival. */
  public FaultPoint atClient() {
    return new FaultPoint(this, connections.getAndIncrement(), Direction.UPSTREAM);
  }

  /** The handler for the next connection to a server. */
  public FaultPoint atServer() {
    return new FaultPoint(this, connections.getAndIncrement(), Direction.DOWNSTREAM);
  }

  /** The faults that are on, in the order in which bytes meet them. */
  public List<Setting> settings() {
    return settings;
  }

  /** Turns a fault on, or changes the one with its id and keeps its place. */
  public void put(Setting setting) {
    synchronized (this) {
      List<Setting> changed = new ArrayList<>(settings);
      int at = indexOf(setting.id());
      if (at < 0) {
        changed.add(setting);
      } else {
        changed.set(at, setting);
      }
      settings = List.copyOf(changed);
    }
    tell();
  }

  /** Turns a fault off; false when there is none with this id. */
  public boolean remove(String id) {
    synchronized (this) {
      int at = indexOf(id);
      if (at < 0) {
        return false;
      }
      List<Setting> changed = new ArrayList<>(settings);
      changed.remove(at);
      settings = List.copyOf(changed);
    }
    tell();
    return true;
  }

  /** Turns all off. */
  public void clear() {
    synchronized (this) {
      settings = List.of();
    }
    tell();
  }

  /**
   * Waits until every open connection has seen the last change; not on an event loop.
   *
   * @return false when that took longer
   */
  public boolean settle(Duration atMost) throws InterruptedException {
    Map<EventExecutor, Open> loops = new HashMap<>();
    points.values().forEach(open -> loops.put(open.loop(), open));
    CountDownLatch waiting = new CountDownLatch(loops.size());
    loops.values().forEach(open -> open.run(waiting::countDown));
    return waiting.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** How many connections are open. */
  public int open() {
    return points.size();
  }

  /** Closes every open connection at once. */
  public void closeConnections() {
    points.values().forEach(open -> open.run(open.point()::closeNow));
  }

  Ticker ticker() {
    return ticker;
  }

  long mostHeld() {
    return mostHeld;
  }

  void joined(FaultPoint point, EventExecutor loop, boolean late) {
    points.put(point.number(), new Open(point, loop));
    point.become(settings, late);
  }

  void left(FaultPoint point) {
    points.remove(point.number());
  }

  /** Those of a direction that hit a connection. */
  static List<Setting> those(List<Setting> settings, Direction direction, long connection) {
    if (settings.isEmpty()) {
      return settings;
    }
    return settings.stream()
        .filter(setting -> setting.direction() == direction)
        .filter(setting -> setting.dice().hits(setting.share(), connection))
        .toList();
  }

  private int indexOf(String id) {
    for (int i = 0; i < settings.size(); i++) {
      if (settings.get(i).id().equals(id)) {
        return i;
      }
    }
    return -1;
  }

  private void tell() {
    points.values().stream()
        .sorted(Comparator.comparingLong(open -> open.point().number()))
        .forEach(open -> open.run(() -> open.point().become(settings, true)));
  }
}
