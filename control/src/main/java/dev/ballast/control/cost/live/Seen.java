// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.cost.live;

import dev.ballast.control.slo.SloStatus;
import dev.ballast.control.topology.analysis.Promise;
import dev.ballast.model.ServiceName;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * How often a service serves well, all that it needs included.
 *
 * @param good share of requests, over the window of its budget
 */
public record Seen(double good, Basis basis) {

  /** How that is known. */
  public enum Basis {
    /** From its SLO's events. */
    MEASURED,
    /** Nothing is measured: what it promises, which is no more than a hope. */
    PROMISED,
    /** Neither; it is taken never to fail, so that the truth is worse. */
    UNKNOWN
  }

  public Seen {
    if (!(good >= 0 && good <= 1)) {
      throw new IllegalArgumentException("good: " + good + " (expected: 0..1)");
    }
  }

  /** What is known of each service: by the SLO that its promise is, as a whole. */
  public static Map<ServiceName, Seen> all(
      Map<ServiceName, Promise> promises, Collection<SloStatus> slos) {
    Map<ServiceName, Seen> all = new HashMap<>();
    promises.forEach(
        (service, promise) -> all.put(service, new Seen(promise.target().value(), Basis.PROMISED)));
    for (SloStatus slo : slos) {
      Promise promise = promises.get(slo.place().service());
      if (promise != null
          && slo.place().isWhole()
          && slo.slo().value().equals(promise.basis())
          && slo.state().isKnown()) {
        slo.sli().ifPresent(good -> all.put(slo.place().service(), new Seen(good, Basis.MEASURED)));
      }
    }
    return all;
  }
}
