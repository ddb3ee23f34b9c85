// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.actuator;

import dev.ballast.control.actuator.ActuatorException.Kind;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Optimistic concurrency that only minds what matters. A place's revision moves with everything in
 * it, and controllers write a status every few seconds; so a write that was overtaken is repeated
 * on what is there now, as long as nobody else touched the value that the decision was made upon.
 */
public final class Agreement {

  private static final int ATTEMPTS = 8;

  private Agreement() {}

  /**
   * Writes once.
   *
   * @param <S> what is read, edited and written
   * @param read the newest there is
   * @param conflict says why that is not what the decision was made upon; empty when it is
   * @param write the outcome; empty when the revision was overtaken meanwhile
   */
  public static <S, R> R reach(
      String place,
      Supplier<S> read,
      Function<S, Optional<String>> conflict,
      Function<S, Optional<R>> write) {
    for (int i = 0; i < ATTEMPTS; i++) {
      S now = read.get();
      Optional<String> why = conflict.apply(now);
      if (why.isPresent()) {
        throw new ActuatorException(
            Kind.CONFLICT, place, why.get(), "read it again, and decide upon what is there now");
      }
      Optional<R> written = write.apply(now);
      if (written.isPresent()) {
        return written.get();
      }
    }
    throw new ActuatorException(
        Kind.CONFLICT,
        place,
        "overtaken by other writers " + ATTEMPTS + " times in a row",
        "find out who writes it so often (kubectl get --show-managed-fields), then repeat");
  }

  /** Whether weights are still those that were seen, in words if not. */
  public static Optional<String> about(Routing now, Routing seen) {
    return now.weights().equals(seen.weights())
        ? Optional.empty()
        : Optional.of(
            "somebody changed the weights from "
                + seen.weights()
                + " (revision "
                + seen.revision()
                + ") to "
                + now.weights()
                + " (revision "
                + now.revision()
                + ")");
  }
}
