// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.postgres.twoway;

/**
 * Something that has to be put right before databases can be merged.
 *
 * @param node where; empty when it is about all of them
 * @param table with its schema; empty when it is about none
 * @param what as it is
 * @param expected as it has to be
 * @param fix what to do; empty when that goes without saying
 * @param warning good to know, and no obstacle
 */
public record Finding(
    String node, String table, String what, String expected, String fix, boolean warning) {

  static Finding of(String node, String table, String what, String expected, String fix) {
    return new Finding(node, table, what, expected, fix, false);
  }

  static Finding warning(String node, String table, String what, String fix) {
    return new Finding(node, table, what, "", fix, true);
  }

  /** In one line. */
  public String text() {
    StringBuilder text = new StringBuilder();
    if (!node.isEmpty()) {
      text.append(node).append(": ");
    }
    if (!table.isEmpty()) {
      text.append(table).append(": ");
    }
    text.append(what);
    if (!expected.isEmpty()) {
      text.append(" (expected: ").append(expected).append(')');
    }
    if (!fix.isEmpty()) {
      text.append(". Fix: ").append(fix);
    }
    return text.toString();
  }
}
