// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.upstream;

/** Why a try came to nothing. */
public enum UpstreamFailure {
  /** No connection came about. */
  CONNECT,
  /** As many connections as may be, and as many waiting for one. */
  OVERFLOW,
  /** The connection broke before the response was whole. */
  RESET,
  /** The response broke the rules of HTTP. */
  MALFORMED
}
