// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.mesh;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * When a request is tried again. Nothing is repeated that is not safe to repeat: either no byte was
 * sent, or the method is idempotent and the whole body was kept.
 *
 * @param attempts tries in all, the first included
 * @param perTry how long one try may take to the head of its response; zero for as long as the
 *     request
 * @param bodyBytes how much of a body is kept for another try
 */
public record Retry(int attempts, Duration perTry, Set<Reason> on, int bodyBytes) {

  /** What a try failed with. */
  public enum Reason {
    /** No connection came about, or it broke before a byte of the request was sent. */
    CONNECT_FAILURE,
    /** The connection broke before a response began. */
    RESET,
    /** No response began within {@code perTry}. */
    PER_TRY_TIMEOUT,
    /** 502, 503 or 504. */
    GATEWAY_ERROR,
    /** Any 5xx. */
    SERVER_ERROR
  }

  public static final int BODY_BYTES = 64 * 1024;

  public static final Retry DEFAULT =
      new Retry(
          2,
          Duration.ZERO,
          EnumSet.of(Reason.CONNECT_FAILURE, Reason.RESET, Reason.GATEWAY_ERROR),
          BODY_BYTES);

  /** Whether anything is repeated that an endpoint may have got already. */
  public boolean repeatsWhatWasSent() {
    if (attempts == 1) {
      return false;
    }
    for (Reason reason : on) {
      if (reason != Reason.CONNECT_FAILURE) {
        return true;
      }
    }
    return false;
  }

  public Retry {
    on = on.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(on));
  }
}
