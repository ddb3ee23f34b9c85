// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.telemetry;

/** What became of the trace context between a service's inbound and its outbound calls. */
public enum TraceState {
  /** The caller is not called through this mesh: nothing could have been forwarded. */
  ENTRY,
  /** The caller forwarded the context of a call that it got. */
  CONTINUED,
  /** There is a context, but of no call that the caller got lately. */
  FOREIGN,
  /** The caller sent none: its trace ends there, and a new one began. */
  ABSENT
}
