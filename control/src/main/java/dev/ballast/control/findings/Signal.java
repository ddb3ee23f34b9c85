// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.findings;

/** What a series is about. */
public enum Signal {
  /** The share of users' requests that fail, 0..1. */
  ERRORS(""),
  /** Users' requests per second, answered or not. */
  RATE("/s"),
  /** The slowest hundredth of users' requests takes so long at least. */
  P99("s"),
  /** The share of requests that the broken region serves, 0..1. */
  SHARE(""),
  /** Requests per second that were to be sent, whether they could be or not. */
  INTENDED("/s"),
  /** Of these, those that were answered well and in time. */
  SUCCEEDED("/s"),
  /** Requests per second that were tried, retries included. */
  ATTEMPTS("/s"),
  /** By how much the survivor is behind. */
  LAG("s"),
  /** Acknowledged writes per second. */
  WRITES("/s"),
  /** Requests per second over connections from before the fault. */
  STICKY("/s"),
  /** Calls per second from survivors into the broken region. */
  LEAK("/s"),
  /** How much of a limit a survivor uses, 0..1; one series for each. */
  USE(""),
  /** Connections or requests per second that arrive at what has come back. */
  HERD("/s");

  private final String unit;

  Signal(String unit) {
    this.unit = unit;
  }

  public String unit() {
    return unit;
  }
}
