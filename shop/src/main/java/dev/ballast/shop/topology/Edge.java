// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.topology;

/** A client that sends requests to a server while the shop is open. */
public record Edge(Node client, Node server, Kind kind) {

  /** What travels along the edge. */
  public enum Kind {
    HTTP,
    DATABASE
  }
}
