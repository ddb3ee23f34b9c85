// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.demo;

/** Which way calls go in the shop. */
enum Calls {
  /** From process to process. */
  DIRECT("direct"),
  /** Through the mesh of the caller's region. */
  MESH("mesh");

  private final String text;

  Calls(String text) {
    this.text = text;
  }

  @Override
  public String toString() {
    return text;
  }
}
