// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.predict.capacity;

import dev.ballast.model.ServiceName;
import java.time.Instant;
import java.util.List;

/** What somebody did that a capacity of a service may feel. */
@FunctionalInterface
public interface Changes {

  Changes NONE = (_, _) -> List.of();

  /**
   * One change, such as a rollout.
   *
   * @param from when it began
   * @param to when it was last seen to go on; the same when it took no time
   * @param what in a word or two: {@code payments v2.3.1}
   */
  record Change(Instant from, Instant to, String what) {
    public Change {
      if (to.isBefore(from)) {
        throw new IllegalArgumentException("to: " + to + " (expected: not before " + from + ")");
      }
    }
  }

  /** Those of a service, and of services that use it, that ended after an instant. */
  List<Change> of(ServiceName service, Instant after);
}
