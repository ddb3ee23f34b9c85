// SPDX-License-Identifier: Apache-2.0
package dev.ballast.faults.cgroup;

import java.util.List;

/**
 * What can be limited: the fault, what has to be said about it, and the file of each version of
 * control groups.
 */
enum Limit {
  CPU("cgroup.cpu", "percent", "cpu.max", "cpu.cfs_quota_us"),
  MEMORY("cgroup.memory", "bytes", "memory.high", "memory.limit_in_bytes"),
  PIDS("cgroup.pids", "count", "pids.max", "pids.max"),
  FREEZE("cgroup.freeze", "", "cgroup.freeze", "freezer.state");

  private static final long PERIOD = 100_000;

  /** The kernel's own limit of process numbers. */
  private static final long MOST_PIDS = 1 << 22;

  private final String kind;
  private final String parameter;
  private final String two;
  private final String one;

  Limit(String kind, String parameter, String two, String one) {
    this.kind = kind;
    this.parameter = parameter;
    this.two = two;
    this.one = one;
  }

  String kind() {
    return kind;
  }

  String parameter() {
    return parameter;
  }

  List<String> files() {
    return List.of(two, one);
  }

  /** What is written to limit. */
  String value(String file, String asked) {
    return switch (this) {
      case CPU -> {
        long quota = Math.round(Double.parseDouble(asked) * PERIOD / 100);
        yield file.equals(two) ? quota + " " + PERIOD : String.valueOf(quota);
      }
      case MEMORY, PIDS -> String.valueOf(Long.parseLong(asked));
      case FREEZE -> file.equals(two) ? "1" : "FROZEN";
    };
  }

  /** What is wrong with what was asked; empty when nothing. */
  String problem(String asked) {
    try {
      return switch (this) {
        case CPU -> {
          double percent = Double.parseDouble(asked);
          yield percent >= 1 && percent <= 100_000
              ? ""
              : "percent: " + asked + " (expected: 1 or more, 100 is one core)";
        }
        case MEMORY ->
            Long.parseLong(asked) >= 1 << 20
                ? ""
                : "bytes: " + asked + " (expected: 1048576 or more)";
        case PIDS ->
            Long.parseLong(asked) >= 1 && Long.parseLong(asked) <= MOST_PIDS
                ? ""
                : "count: " + asked + " (expected: 1 to 4194304)";
        case FREEZE -> "";
      };
    } catch (NumberFormatException e) {
      return parameter + ": " + asked + " (expected: a number)";
    }
  }

  /** What the file says when it says the same, since kernels write some values otherwise. */
  boolean same(String file, String written, String read) {
    return switch (this) {
          case CPU, PIDS, FREEZE -> read.strip().equals(written.strip());
          case MEMORY -> // In whole pages.
              isNumber(read)
                  && isNumber(written)
                  && Math.abs(Long.parseLong(read.strip()) - Long.parseLong(written.strip()))
                      < 65536;
        }
        || (!isNumber(written) && read.strip().equals(written.strip()))
        || (file.equals(one) && written.strip().equals("-1") && isHuge(read));
  }

  private static boolean isHuge(String read) {
    return isNumber(read) && Long.parseLong(read.strip()) > 1L << 60;
  }

  private static boolean isNumber(String text) {
    return text.strip().matches("-?[0-9]{1,19}");
  }
}
