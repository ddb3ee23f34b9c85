// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.proxy;

import dev.ballast.mesh.telemetry.RecentTraces;
import dev.ballast.mesh.telemetry.TraceState;
import java.util.Set;

/**
 * What all event loops remember of traces, for two questions that one call cannot answer.
 *
 * <p>Did the caller forward the context of a call that it got? And was a failure retried further
 * down already? Every hop of a chain that retries by itself multiplies load: three hops of two
 * tries each are eight calls. So a failure is retried once, where it happened. There, the trace is
 * noted for the caller; when that caller fails as well, in the same trace, whoever called it does
 * not try again. Callers that do not forward the context are retried like before, within the
 * budget.
 */
final class TraceMemory {

  private final RecentTraces met = new RecentTraces();
  private final RecentTraces failedBelow = new RecentTraces();
  private volatile Set<String> destinations = Set.of();

  void destinations(Set<String> names) {
    destinations = Set.copyOf(names);
  }

  /** Notes a call, and tells what its caller did with the context. */
  TraceState passes(Call call) {
    long trace = call.trace().low();
    met.add(trace, call.destination());
    if (!destinations.contains(call.source())) {
      return TraceState.ENTRY;
    }
    if (call.trace().begun()) {
      return TraceState.ABSENT;
    }
    return met.contains(trace, call.source()) ? TraceState.CONTINUED : TraceState.FOREIGN;
  }

  /** A call failed and was retried, or could not be: its caller's callers should not try again. */
  void failed(Call call) {
    failedBelow.add(call.trace().low(), call.source());
  }

  /** Whether something that the destination called in this trace failed and was dealt with. */
  boolean dealtWithBelow(Call call) {
    return failedBelow.contains(call.trace().low(), call.destination());
  }
}
