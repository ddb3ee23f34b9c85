// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.proxy;

import dev.ballast.mesh.policy.GradientLimit;
import dev.ballast.mesh.telemetry.Flag;
import org.jspecify.annotations.Nullable;

/** Whether a service takes a request at all: its rate, its limit of what is under way, a route. */
final class Admission {

  private final Call call;
  private @Nullable GradientLimit entered;

  Admission(Call call) {
    this.call = call;
  }

  /** Lets the call in and notes its route; or says why not. */
  @Nullable Refusal enter(long now) {
    var shared = call.port.service().policies();
    if (shared.shedding().turnsAway(call::header)) {
      return new Refusal(503, Flag.OVERLOAD, call.destination() + " sheds load");
    }
    var bucket = shared.bucket();
    if (bucket != null && !bucket.tryTake(now)) {
      return new Refusal(429, Flag.RATE_LIMITED, "too many requests for " + call.destination());
    }
    if (shared.limit() != null && !shared.limit().tryEnter()) {
      return new Refusal(
          503, Flag.UPSTREAM_OVERFLOW, call.destination() + " has too many under way");
    }
    entered = shared.limit();
    RoutePlan route = call.port.service().route(call.request);
    if (route == null) {
      return new Refusal(404, Flag.NO_ROUTE, "no route of " + call.destination() + " matches");
    }
    call.route = route;
    return null;
  }

  /** The call is over; its time tells the limit something when nothing went wrong. */
  void leave() {
    if (entered != null) {
      entered.left(call.flag == Flag.NONE ? call.durationNanos() : 0);
    }
  }
}
