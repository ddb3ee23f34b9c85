// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.spanmetrics;

/**
 * A call that is known from both ends, or whose other end is known to send no spans. Latencies are
 * each side's own duration, so clocks that differ do not matter.
 */
record Edge(
    String client,
    String server,
    Type type,
    String clientRegion,
    String serverRegion,
    double clientSeconds,
    double serverSeconds,
    boolean failed) {

  /** The client of a root server span: the world outside. */
  static final String USER = "user";

  /** Tempo's connection types. */
  enum Type {
    DIRECT(""),
    DATABASE("database"),
    VIRTUAL_NODE("virtual_node"),
    MESSAGING_SYSTEM("messaging_system");

    private final String label;

    Type(String label) {
      this.label = label;
    }

    String label() {
      return label;
    }
  }
}
