// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.fault.bytes;

import dev.ballast.mesh.time.Ticker;
import io.netty.channel.Channel;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connections whose fault points step into their pipelines only when a fault comes: without one,
 * bytes pass as if there were none. Thread-safe.
 */
public final class BytePlace {

  private static final Logger LOG = LoggerFactory.getLogger(BytePlace.class);

  private final ByteFaults faults;
  private final Map<Channel, FaultPoint> waiting = new ConcurrentHashMap<>();

  public BytePlace(Ticker ticker) {
    this.faults = new ByteFaults(ticker);
  }

  /**
   * A connection has come; on its event loop.
   *
   * @param reading which way go the bytes that are read from it
   */
  public void arrived(Channel channel, Direction reading) {
    FaultPoint point = reading == Direction.UPSTREAM ? faults.atClient() : faults.atServer();
    waiting.put(channel, point);
    channel.closeFuture().addListener(_ -> waiting.remove(channel));
    // Entered above before the look here; a fault is put before it looks for who waits.
    if (!faults.settings().isEmpty()) {
      stepIn(channel, point);
    }
  }

  public void put(ByteFaults.Setting setting) {
    faults.put(setting);
    waiting.forEach(
        (channel, point) -> {
          try {
            channel
                .eventLoop()
                .execute(
                    () -> {
                      point.comesLate();
                      stepIn(channel, point);
                    });
          } catch (RejectedExecutionException e) {
            LOG.atDebug().addKeyValue("event", "fault.loop_gone").setCause(e).log();
          }
        });
  }

  public boolean remove(String id) {
    return faults.remove(id);
  }

  /** How many connections there are. */
  public int connections() {
    return waiting.size() + faults.open();
  }

  private void stepIn(Channel channel, FaultPoint point) {
    if (waiting.remove(channel, point) && channel.isOpen()) {
      channel.pipeline().addFirst(point);
    }
  }
}
