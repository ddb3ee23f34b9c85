// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.toxiproxy;

import dev.ballast.mesh.fault.bytes.Bandwidth;
import dev.ballast.mesh.fault.bytes.BlackHole;
import dev.ballast.mesh.fault.bytes.ByteFault;
import dev.ballast.mesh.fault.bytes.DataLimit;
import dev.ballast.mesh.fault.bytes.Latency;
import dev.ballast.mesh.fault.bytes.Noop;
import dev.ballast.mesh.fault.bytes.Reset;
import dev.ballast.mesh.fault.bytes.Slicer;
import dev.ballast.mesh.fault.bytes.SlowClose;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The toxics of the wire format: their attributes in order, and the fault that each is here. */
enum ToxicType {
  LATENCY("latency", "jitter") {
    @Override
    ByteFault fault(Map<String, Long> a) {
      return new Latency(millis(a, "latency"), millis(a, "jitter"));
    }
  },
  BANDWIDTH("rate") {
    @Override
    ByteFault fault(Map<String, Long> a) {
      return new Bandwidth(Math.multiplyExact(of(a, "rate"), 1_000L));
    }
  },
  SLOW_CLOSE("delay") {
    @Override
    ByteFault fault(Map<String, Long> a) {
      return new SlowClose(millis(a, "delay"));
    }
  },
  TIMEOUT("timeout") {
    @Override
    ByteFault fault(Map<String, Long> a) {
      return new BlackHole(millis(a, "timeout"));
    }
  },
  RESET_PEER("timeout") {
    @Override
    ByteFault fault(Map<String, Long> a) {
      return new Reset(millis(a, "timeout"));
    }
  },
  SLICER("average_size", "size_variation", "delay") {
    @Override
    ByteFault fault(Map<String, Long> a) {
      return new Slicer(
          Math.toIntExact(of(a, "average_size")),
          Math.toIntExact(of(a, "size_variation")),
          Duration.ofNanos(Math.multiplyExact(of(a, "delay"), 1_000L)));
    }
  },
  LIMIT_DATA("bytes") {
    @Override
    ByteFault fault(Map<String, Long> a) {
      return new DataLimit(of(a, "bytes"));
    }
  },
  NOOP {
    @Override
    ByteFault fault(Map<String, Long> a) {
      return new Noop();
    }
  };

  @SuppressWarnings("ImmutableEnumChecker") // List.of
  private final List<String> attributes;

  ToxicType(String... attributes) {
    this.attributes = List.of(attributes);
  }

  static Optional<ToxicType> find(String wire) {
    return Stream.of(values()).filter(type -> type.wire().equals(wire)).findFirst();
  }

  String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  List<String> attributes() {
    return attributes;
  }

  /**
   * The fault for a value of each attribute.
   *
   * @throws IllegalArgumentException or {@link ArithmeticException} when a value makes no sense
   */
  abstract ByteFault fault(Map<String, Long> values);

  private static long of(Map<String, Long> values, String name) {
    Long value = values.get(name);
    if (value == null || value < 0) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: >= 0)");
    }
    return value;
  }

  private static Duration millis(Map<String, Long> values, String name) {
    return Duration.ofMillis(of(values, name));
  }
}
