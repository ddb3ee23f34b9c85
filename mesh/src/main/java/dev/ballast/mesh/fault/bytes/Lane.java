// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.fault.bytes;

import dev.ballast.mesh.time.Ticker;
import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One direction of one connection: the stages between where its bytes come from and where they go.
 * Runs on the connection's event loop only.
 */
final class Lane implements Sink {

  /** The connection, as its lanes see it. */
  interface Owner {

    void reset();

    /** The lane holds much, and wants no more for now; or has room again. */
    void pressed(Lane lane, boolean pressed);
  }

  private record Seat(ByteFaults.Setting setting, Stage stage) {}

  private final Owner owner;
  private final EventExecutor loop;
  private final Ticker ticker;
  private final long mostHeld;
  private final Sink exit;
  private final List<Seat> seats = new ArrayList<>();
  private long held;
  private boolean pressed;
  private boolean gone;

  Lane(Owner owner, EventExecutor loop, Ticker ticker, long mostHeld, Sink exit) {
    this.owner = owner;
    this.loop = loop;
    this.ticker = ticker;
    this.mostHeld = mostHeld;
    this.exit = exit;
  }

  /** Whether bytes must take the way through the lane. */
  boolean active() {
    return !seats.isEmpty();
  }

  boolean pressed() {
    return pressed;
  }

  @Override
  public void bytes(Chunk chunk) {
    first(0).bytes(chunk);
  }

  @Override
  public void end(End end) {
    first(0).end(end);
  }

  /**
   * Makes the stages those of the settings, in their order: what is no longer wanted lets go of its
   * bytes, what stays is not touched.
   *
   * @param open whether the connection was there before the settings
   */
  void become(List<ByteFaults.Setting> settings, long connection, boolean open) {
    for (int i = seats.size() - 1; i >= 0 && !gone; i--) {
      if (settings.stream().noneMatch(seats.get(i).setting::sameFault)) {
        leave(i);
      }
    }
    for (int i = 0; i < settings.size() && !gone; i++) {
      ByteFaults.Setting setting = settings.get(i);
      if (i >= seats.size()) {
        enter(i, setting, null, connection, open);
      } else if (!seats.get(i).setting.sameEffect(setting)) {
        Stage previous = leave(i);
        if (!gone) {
          enter(i, setting, previous, connection, open);
        }
      }
    }
  }

  /** Everything that is held goes on at once, in order. */
  void release() {
    for (int i = seats.size() - 1; i >= 0 && !gone; i--) {
      leave(i);
    }
  }

  /** The connection is gone: what is held goes nowhere. */
  void discard(Throwable cause) {
    gone = true;
    seats.forEach(seat -> seat.stage.discard(cause));
    seats.clear();
  }

  Owner owner() {
    return owner;
  }

  EventExecutor loop() {
    return loop;
  }

  long now() {
    return ticker.nanos();
  }

  void holds(long change) {
    held += change;
    boolean wanted = pressed ? held > mostHeld / 2 : held >= mostHeld;
    if (wanted != pressed) {
      pressed = wanted;
      owner.pressed(this, wanted);
    }
  }

  private void enter(
      int index,
      ByteFaults.Setting setting,
      @Nullable Stage previous,
      long connection,
      boolean open) {
    RandomGenerator random = setting.dice().stream(connection);
    Stage stage = setting.fault().stage(random);
    stage.join(this);
    stage.follow(first(index));
    if (previous != null) {
      stage.inherit(previous);
    }
    seats.add(index, new Seat(setting, stage));
    if (index > 0) {
      seats.get(index - 1).stage.follow(stage);
    }
    stage.start(open);
  }

  /** The stages behind it hold older bytes, so those of this one stay in order behind them. */
  private Stage leave(int index) {
    Stage stage = seats.remove(index).stage;
    if (index > 0) {
      seats.get(index - 1).stage.follow(first(index));
    }
    stage.release();
    return stage;
  }

  private Sink first(int index) {
    return index < seats.size() ? seats.get(index).stage : exit;
  }
}
