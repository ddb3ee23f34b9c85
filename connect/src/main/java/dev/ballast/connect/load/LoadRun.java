// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.load;

import dev.ballast.control.chaos.load.Arrivals;
import io.netty.buffer.ByteBufAllocator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A load under way: one event loop begins each request when it is due, on an idle connection, on a
 * new one, or, when all are busy and no more may be opened, as soon as one is free; the response
 * time counts from the due moment all the same. Every request that was due ends in the report as an
 * answer or as a failure with its reason.
 */
public final class LoadRun implements AutoCloseable {

  /** Requests begun in one go before answers are read again. */
  private static final int BURST = 64;

  private static final long LOOK_MILLIS = 5;

  /** Every so many looks it is said how it stands. */
  private static final int LOOKS_TO_TELL = 40;

  /** Between the call and the first moment, so that everything is ready. */
  private static final long LEAD_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final LoadRequest request;
  private final LoadOptions options;
  private final Arrivals arrivals;
  private final Connector connector;
  private final Optional<AcknowledgedWrites> record;
  private final Tally tally = new Tally();
  private final CompletableFuture<LoadReport> ended = new CompletableFuture<>();
  private final Ear ear = new Ear();

  private final Deque<Wire> idle = new ArrayDeque<>();
  private final Deque<Shot> waiting = new ArrayDeque<>();
  private final Deque<Asked> underWay = new ArrayDeque<>();
  private int asked;
  private int connections;
  private int opening;
  private long opened;
  private long bytes;
  private long next;
  private long number;
  private long looks;
  private final long origin;
  private volatile @Nullable Progress progress;

  /** A request and where it went, in the order of leaving. */
  private record Asked(Shot shot, Wire wire) {}

  private LoadRun(
      LoadRequest request,
      LoadOptions options,
      Arrivals arrivals,
      Connector connector,
      Optional<AcknowledgedWrites> record,
      long origin) {
    this.request = request;
    this.origin = origin;
    this.options = options;
    this.arrivals = arrivals;
    this.connector = connector;
    this.record = record;
  }

  /**
   * Begins at once.
   *
   * @param tls for {@code https}
   * @param record where acknowledged writes are written down, a key for each made of the template
   * @throws IOException when that file cannot be written
   */
  public static LoadRun start(
      LoadRequest request,
      LoadOptions options,
      Arrivals arrivals,
      Optional<Encryption> tls,
      Optional<Register> record)
      throws IOException {
    Connector connector = new Connector(request, tls, options.timeout());
    WarmUp.run(request, connector.decoder());
    long origin = System.nanoTime() + LEAD_NANOS;
    long micros =
        TimeUnit.MILLISECONDS.toMicros(System.currentTimeMillis())
            + TimeUnit.NANOSECONDS.toMicros(LEAD_NANOS);
    Optional<AcknowledgedWrites> writes = Optional.empty();
    if (record.isPresent()) {
      writes = Optional.of(new AcknowledgedWrites(record.get().file(), record.get().key(), micros));
    }
    LoadRun run = new LoadRun(request, options, arrivals, connector, writes, origin);
    run.connector.loop().execute(run::begin);
    return run;
  }

  /** Where to write down what was acknowledged. */
  public record Register(Path file, Template key) {}

  /** How it stands; empty at the very beginning. */
  public Optional<Progress> progress() {
    return Optional.ofNullable(progress);
  }

  /** Begins no more requests; what has left may still be answered. */
  public void stop() {
    connector
        .loop()
        .execute(
            () -> {
              next = Arrivals.OVER;
              long now = now();
              while (!waiting.isEmpty()) {
                fail(waiting.removeFirst(), Failure.UNSENT_STOPPED, now);
              }
            });
  }

  /** Waits that long for the end. */
  public Optional<LoadReport> await(long millis) throws InterruptedException {
    try {
      return Optional.of(ended.get(millis, TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  @Override
  public void close() {
    connector.close();
    record.ifPresent(AcknowledgedWrites::close);
  }

  private void begin() {
    next = arrivals.next();
    open();
    var _ =
        connector
            .loop()
            .scheduleAtFixedRate(
                this::guardedLook, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    fire();
  }

  private long now() {
    return System.nanoTime() - origin;
  }

  private void fire() {
    int burst = 0;
    long now = now();
    while (next != Arrivals.OVER && next <= now && burst++ < BURST) {
      Shot shot = new Shot(number++, next);
      tally.planned(shot);
      shoot(shot, now);
      next = arrivals.next();
    }
    if (next != Arrivals.OVER) {
      long delay = next - now();
      if (delay <= 0) {
        connector.loop().execute(this::fire);
      } else {
        var _ = connector.loop().schedule(this::fire, delay, TimeUnit.NANOSECONDS);
      }
    }
  }

  private void shoot(Shot shot, long now) {
    for (Wire wire = idle.pollLast(); wire != null; wire = idle.pollLast()) {
      if (wire.usable()) {
        send(wire, shot);
        return;
      }
    }
    if (waiting.size() >= options.waiting() && connections + opening >= options.connections()) {
      fail(shot, Failure.UNSENT_QUEUE, now);
      return;
    }
    waiting.addLast(shot);
    openWhenNeeded();
  }

  private void open() {
    opening++;
    opened++;
    connector.open(ear, this::connected, this::refused);
  }

  private void openWhenNeeded() {
    while (opening < waiting.size() && connections + opening < options.connections()) {
      open();
    }
  }

  private void connected(Wire wire) {
    opening--;
    connections++;
    if (wire.usable()) {
      free(wire);
    }
  }

  /** Somebody waits for this connection; whoever waits longest gets the failure. */
  private void refused() {
    opening--;
    Shot shot = waiting.pollFirst();
    if (shot != null) {
      fail(shot, Failure.CONNECT, now());
    }
    openWhenNeeded();
  }

  private void free(Wire wire) {
    Shot shot = waiting.pollFirst();
    if (shot == null) {
      idle.addLast(wire);
    } else {
      send(wire, shot);
    }
  }

  private void send(Wire wire, Shot shot) {
    shot.sent = now();
    tally.sent(shot);
    asked++;
    underWay.addLast(new Asked(shot, wire));
    wire.send(shot, request.bytes(shot.number, ByteBufAllocator.DEFAULT));
  }

  private void fail(Shot shot, Failure failure, long now) {
    shot.ended = true;
    tally.failed(shot, failure);
    record.ifPresent(writes -> writes.failed(shot, failure, now));
  }

  private void guardedLook() {
    try {
      look();
    } catch (RuntimeException e) {
      ended.completeExceptionally(e);
    }
  }

  /** Ends what takes too long, says how it stands, and ends the whole when all have ended. */
  private void look() {
    long now = now();
    long patience = options.timeout().toNanos();
    while (!underWay.isEmpty()) {
      Asked first = underWay.getFirst();
      if (!first.shot().ended && now - first.shot().sent < patience) {
        break;
      }
      underWay.removeFirst();
      if (!first.shot().ended) {
        first.wire().abandon(Failure.TIMEOUT);
      }
    }
    while (!waiting.isEmpty() && now - waiting.getFirst().intended >= patience) {
      fail(waiting.removeFirst(), Failure.UNSENT_LATE, now);
    }
    tally.settle(now);
    if (looks++ % LOOKS_TO_TELL == 0) {
      progress = tally.progress(Math.max(0, now), asked, waiting.size(), connections);
    }
    if (next == Arrivals.OVER && asked == 0 && waiting.isEmpty() && !ended.isDone()) {
      record.ifPresent(AcknowledgedWrites::close);
      long lost = record.map(AcknowledgedWrites::lost).orElse(0L);
      ended.complete(tally.report(now, bytes, opened, lost));
    }
  }

  /** What connections tell. */
  private final class Ear implements Wire.Listener {
    @Override
    public void answered(Wire wire, Shot shot, int status, boolean keptAlive) {
      long now = now();
      shot.ended = true;
      asked--;
      tally.answered(shot, status, now);
      record.ifPresent(writes -> writes.answered(shot, status, now));
      if (keptAlive) {
        free(wire);
      } else {
        connections--;
        wire.close();
        openWhenNeeded();
      }
    }

    @Override
    public void broken(Wire wire, @Nullable Shot shot, Failure failure) {
      connections--;
      if (shot != null) {
        asked--;
        fail(shot, failure, now());
      }
      openWhenNeeded();
    }

    @Override
    public void received(int count) {
      bytes += count;
    }
  }
}
