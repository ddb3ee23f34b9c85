// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model;

/**
 * One database of a replication.
 *
 * @param id stands in every entry that this node writes, and never changes
 * @param url as JDBC writes it, without user and password
 * @param password {@link Secret.None} leaves it to {@code .pgpass} and the server's own rules
 * @param peer how the other databases reach this one, as libpq writes it, without a password
 */
public record Replica(String name, int id, String url, String user, Secret password, String peer) {

  public static final int MOST_ID = 32_767;

  public Replica {
    if (id < 1 || id > MOST_ID) {
      throw new IllegalArgumentException("id: " + id + " (expected: 1 to " + MOST_ID + ")");
    }
  }
}
