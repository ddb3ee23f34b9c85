// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.telemetry;

/** Takes note of calls on one event loop. */
public interface CallObserver {

  CallObserver NONE = _ -> {};

  void ended(CallReport call);

  /** A request was turned away before it was understood as one, such as by its bad shape. */
  default void refused(String destination, int status) {}

  /** A connection of bytes was opened. */
  default void opened(String source, String destination, String version, boolean mutualTls) {}

  /** A connection of bytes was closed, after so many bytes to the endpoint and back. */
  default void closed(TcpReport connection) {}

  /** Called every few milliseconds. */
  default void tick(long now) {}
}
