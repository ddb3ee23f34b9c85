// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.gate;

import io.netty.channel.Channel;

/**
 * Decides about faults in the path. One gate serves one event loop and is called on its thread
 * only, so it needs no locks; what a controller changes reaches it as a new snapshot.
 */
public interface FaultGate {

  /** Lets everything pass. */
  FaultGate NONE = new FaultGate() {};

  /** Makes the gate of an event loop, counted from 0. */
  @FunctionalInterface
  interface Factory {
    FaultGate forLoop(int index);
  }

  /** Asked once for each request, before limits and routing. */
  default FaultDecision onRequest(CallView call) {
    return FaultDecision.PASS;
  }

  /** Asked once for each response, before its head goes to the client. */
  default FaultDecision onResponse(CallView call, int status) {
    return FaultDecision.PASS;
  }

  /**
   * A client's connection to a service was accepted. Handlers of bytes go to the front of its
   * pipeline ({@code addFirst}), so they stand before TLS.
   */
  default void onClient(Channel channel, String destination) {}

  /** A connection to an endpoint is being made; the same, on the other side. */
  default void onUpstream(Channel channel, String destination, String version) {}
}
