// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.telemetry;

/** Takes note of calls on one event loop. */
public interface CallObserver {

  CallObserver NONE = _ -> {};

  void ended(CallReport call);
}
