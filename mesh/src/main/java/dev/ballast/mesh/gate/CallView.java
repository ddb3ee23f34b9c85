// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.gate;

import org.jspecify.annotations.Nullable;

/** A request as a fault may look at it. Only valid during the call that it is handed to. */
public interface CallView {

  /** Who calls; {@code unknown} when nothing says so. */
  String source();

  /** Which service is called. */
  String destination();

  /** The version that answers; empty before one is chosen. */
  String version();

  String method();

  /** Path with query. */
  String path();

  /** The first value of a request header; null when there is none. */
  @Nullable String header(String name);
}
