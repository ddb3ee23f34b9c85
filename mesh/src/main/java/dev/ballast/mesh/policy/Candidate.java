// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.policy;

/** An endpoint as a balancer sees it. */
public interface Candidate {

  /** Requests under way from this event loop. */
  int active();

  /** What the next request is expected to cost, by {@link PeakEwma}. */
  double cost(long now);

  /** Stable over restarts and the same on all loops: its place on a hash ring. */
  String id();
}
