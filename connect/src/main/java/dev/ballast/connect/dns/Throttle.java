// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.dns;

import dev.ballast.model.IpNetwork;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * How many answers by UDP a network of clients gets, so that nobody can be flooded with answers to
 * questions that others ask in his name. Of those above, every second is told to come by TCP, which
 * cannot be forged; a resolver that is really there does. Thread-safe; bounded.
 */
public final class Throttle {

  private static final double NANOS = 1e9;

  private final double perSecond;
  private final double burst;
  private final LongSupplier nanoTime;
  private final Map<IpNetwork, Bucket> buckets;

  /** What an asker gets. */
  public enum Verdict {
    ANSWER,
    TRUNCATE,
    DROP
  }

  private static final class Bucket {
    private double tokens;
    private long filled;
    private boolean slip;

    private Bucket(double tokens, long filled) {
      this.tokens = tokens;
      this.filled = filled;
    }
  }

  /**
   * @param networks how many are remembered at once; the one that asked longest ago is forgotten
   */
  public Throttle(double perSecond, double burst, int networks, LongSupplier nanoTime) {
    this.perSecond = perSecond;
    this.burst = burst;
    this.nanoTime = nanoTime;
    this.buckets =
        new LinkedHashMap<>(64, 0.75f, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<IpNetwork, Bucket> eldest) {
            return size() > networks;
          }
        };
  }

  /** 200 a second for each /24 or /56, 400 at once, of 10,000 networks. */
  public static Throttle standard() {
    return new Throttle(200, 400, 10_000, System::nanoTime);
  }

  /** Whether somebody is answered now. */
  public synchronized Verdict ask(IpNetwork client) {
    long now = nanoTime.getAsLong();
    Bucket bucket = buckets.computeIfAbsent(client.neighbourhood(), _ -> new Bucket(burst, now));
    bucket.tokens = Math.min(burst, bucket.tokens + (now - bucket.filled) / NANOS * perSecond);
    bucket.filled = now;
    if (bucket.tokens >= 1) {
      bucket.tokens--;
      return Verdict.ANSWER;
    }
    bucket.slip = !bucket.slip;
    return bucket.slip ? Verdict.TRUNCATE : Verdict.DROP;
  }

  synchronized int remembered() {
    return buckets.size();
  }
}
