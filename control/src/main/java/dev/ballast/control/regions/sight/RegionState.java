// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.regions.sight;

/** How a region stands. */
public enum RegionState {
  /** Seen from enough places, and well from all of them. */
  HEALTHY,
  /** Something of it fails, or from some places; it is there. */
  DEGRADED,
  /** It lives and nobody outside gets an answer: its way in is cut. */
  ISOLATED,
  /** Nothing of it answers anybody, and it says nothing. */
  DOWN,
  /** Users' requests are being turned away from it. */
  DRAINING,
  /** It must not write, whatever it believes. */
  FENCED,
  /** Seen from too few places to say anything. */
  UNKNOWN
}
