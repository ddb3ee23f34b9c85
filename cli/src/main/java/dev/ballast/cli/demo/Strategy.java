// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.demo;

/** How the shop's databases replicate. */
enum Strategy {
  /** One leads and takes all writes, the other follows. */
  LEADER("leader"),
  /** As before; reviews are written in both regions and merged. */
  MULTI("multi");

  private final String text;

  Strategy(String text) {
    this.text = text;
  }

  @Override
  public String toString() {
    return text;
  }
}
