// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** A machine and an entry that only write down what they are told, in one list. */
final class Backstage implements Machine, Entry {

  private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
  private final Set<String> weighted = ConcurrentHashMap.newKeySet();
  private final AtomicLong pids = new AtomicLong(1000);
  private final AtomicBoolean broken = new AtomicBoolean();

  /** A replica that lives until it is told to finish, or killed. */
  final class Actor implements Replica {

    private final int number;
    private final int port;
    private final long pid = pids.incrementAndGet();
    private volatile boolean alive = true;

    Actor(int number, int port) {
      this.number = number;
      this.port = port;
    }

    void die() {
      alive = false;
    }

    @Override
    public int number() {
      return number;
    }

    @Override
    public int port() {
      return port;
    }

    @Override
    public long pid() {
      return pid;
    }

    @Override
    public Instant startedAt() {
      return Instant.EPOCH.plusSeconds(pid);
    }

    @Override
    public boolean isAlive() {
      return alive;
    }

    @Override
    public void finish() {
      alive = false;
      told.add("finish " + number + ":" + port);
    }
  }

  Actor actor(int number, int port) {
    return new Actor(number, port);
  }

  /** Starts fail from now on, or work again. */
  void breakDown(boolean down) {
    broken.set(down);
  }

  /** The entry will not let this version go. */
  void weigh(String version) {
    weighted.add(version);
  }

  /** These things are said next, in this order. */
  void expect(String... lines) throws InterruptedException {
    for (String line : lines) {
      assertThat(told.poll(30, TimeUnit.SECONDS))
          .as("of " + Arrays.toString(lines))
          .isEqualTo(line);
    }
  }

  void expectNothing() {
    assertThat(told).isEmpty();
  }

  @Override
  public Replica start(Version version, int number, int port) throws IOException {
    if (broken.get()) {
      told.add("broken");
      throw new IOException("out of memory");
    }
    told.add("start " + version.name() + " " + number + ":" + port);
    return actor(number, port);
  }

  @Override
  public void lead(Version version, List<Integer> ports) {
    told.add("lead " + version.name() + " " + ports);
  }

  @Override
  public void rest(Version version, int port, boolean resting) {
    told.add((resting ? "rest " : "resume ") + version.name() + " " + port);
  }

  @Override
  public void close(Version version) {
    if (weighted.contains(version.name())) {
      throw new RefusedException(
          RefusedException.Why.CONFLICT, "version " + version.name() + " has weight 100");
    }
    told.add("close " + version.name());
  }
}
