// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.upstream;

/** Brings requests to an endpoint in its protocol; belongs to one lane. */
interface Dialer {

  /** Asks for a stream; the answer may come before this returns. */
  void dial(UpstreamSink sink);

  /** The request is over: an answer that is still to come is not for it. */
  void forget(UpstreamSink sink);

  /** Connections that are open or being made. */
  int open();

  void closeIdle(long now);

  /** Closes what is unused now, and the rest as it becomes unused. */
  void close();
}
