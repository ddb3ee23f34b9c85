// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.otlp;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where one data point's attributes stand in the body: their encoded bytes are the key under which
 * its series are remembered. Attributes that do not follow each other are copied together. Reused
 * from point to point; not thread-safe.
 */
final class AttributeRange {

  private final byte[] body;
  private byte[] bytes;
  private boolean joined;
  private int from;
  private int to;

  AttributeRange(byte[] body) {
    this.body = body;
    this.bytes = body;
  }

  void clear() {
    bytes = body;
    joined = false;
    from = 0;
    to = 0;
  }

  /** Passes over the attribute at hand and takes it in. */
  void add(Wire wire) {
    wire.skip();
    int start = wire.tagStart();
    int end = wire.position();
    if (!joined && (from == to || to == start)) {
      from = from == to ? start : from;
      to = end;
    } else {
      byte[] copy = Arrays.copyOfRange(bytes, from, to + end - start);
      System.arraycopy(body, start, copy, to - from, end - start);
      bytes = copy;
      joined = true;
      from = 0;
      to = copy.length;
    }
  }

  byte[] bytes() {
    return bytes;
  }

  int from() {
    return from;
  }

  int to() {
    return to;
  }

  /**
   * The attributes as labels. Names that become the same have their values joined by semicolons, in
   * the order of the original names.
   */
  Map<String, String> labels() {
    TreeMap<String, String> attributes = new TreeMap<>();
    Wire wire = new Wire(bytes, from, to);
    while (wire.next()) {
      Attributes.into(attributes, wire);
    }
    TreeMap<String, String> labels = new TreeMap<>();
    for (Map.Entry<String, String> attribute : attributes.entrySet()) {
      String label = PrometheusNames.label(attribute.getKey());
      if (!label.isEmpty()) {
        labels.merge(label, attribute.getValue(), (a, b) -> a + ";" + b);
      }
    }
    return labels;
  }
}
