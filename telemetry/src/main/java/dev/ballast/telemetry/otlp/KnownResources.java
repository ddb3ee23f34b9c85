// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.otlp;

import dev.ballast.telemetry.meter.Counter;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Resources by their encoded bytes, so that a sender's labels are made once and not for each
 * request. When the limit is reached everything is forgotten and grows again. Thread-safe.
 */
final class KnownResources {

  private static final int RESOURCE = 1 << 3 | Wire.LENGTH;
  private static final int ATTRIBUTES = 1 << 3 | Wire.LENGTH;
  private static final int MAX_RESOURCES = 10_000;

  private final Map<Key, KnownResource> byBytes = new ConcurrentHashMap<>();
  private final AtomicInteger cachedSeries = new AtomicInteger();
  private final int maxSeries;
  private final Counter resets;

  KnownResources(int maxSeries, Counter resets) {
    this.maxSeries = maxSeries;
    this.resets = resets;
  }

  /**
   * The resource of the ResourceMetrics, ResourceSpans or ResourceLogs at hand, wherever in it the
   * resource stands; the reader does not move.
   */
  KnownResource ofMessage(Wire wire) {
    Wire ahead = wire.peek();
    ahead.enter();
    while (ahead.next()) {
      if (ahead.tag() == RESOURCE) {
        int length = ahead.length();
        return get(ahead.bytes(), ahead.position(), ahead.position() + length);
      }
      ahead.skip();
    }
    return get(ahead.bytes(), 0, 0);
  }

  /** The resource whose encoded message is the range. */
  private KnownResource get(byte[] bytes, int from, int to) {
    Key key = new Key(Arrays.copyOfRange(bytes, from, to));
    KnownResource known = byBytes.get(key);
    if (known != null) {
      return known;
    }
    KnownResource made = new KnownResource(attributes(new Wire(bytes, from, to)), cachedSeries);
    known = byBytes.putIfAbsent(key, made);
    return known == null ? made : known;
  }

  /** Forgets everything when over the limit; whoever still uses a resource may go on. */
  void trim() {
    if (cachedSeries.get() > maxSeries || byBytes.size() > MAX_RESOURCES) {
      byBytes.clear();
      cachedSeries.set(0);
      resets.add();
    }
  }

  private static Map<String, String> attributes(Wire wire) {
    TreeMap<String, String> attributes = new TreeMap<>();
    while (wire.next()) {
      if (wire.tag() == ATTRIBUTES) {
        Attributes.into(attributes, wire);
      } else {
        wire.skip();
      }
    }
    return attributes;
  }

  private static final class Key {
    private final byte[] bytes;
    private final int hash;

    Key(byte[] bytes) {
      this.bytes = bytes;
      this.hash = ByteMap.hash(bytes, 0, bytes.length);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Key key && Arrays.equals(bytes, key.bytes);
    }

    @Override
    public int hashCode() {
      return hash;
    }
  }
}
