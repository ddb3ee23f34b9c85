// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.node;

/**
 * A prepared SQL statement with how traces name it, such as {@code INSERT payments}.
 *
 * @param changes whether it must run on the primary
 */
public record Statement(String operation, String table, String sql, boolean changes) {

  public static Statement reading(String table, String sql) {
    return new Statement("SELECT", table, sql, false);
  }

  public static Statement changing(String operation, String table, String sql) {
    return new Statement(operation, table, sql, true);
  }
}
