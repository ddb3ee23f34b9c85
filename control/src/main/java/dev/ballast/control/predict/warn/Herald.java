// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.predict.warn;

import dev.ballast.model.Webhook;
import java.time.Duration;

/** Brings a warning to an address. Blocks until it is there or has failed. */
public interface Herald {

  Outcome tell(Webhook webhook, Warning warning);

  /** What came of it; texts hold no secret. */
  sealed interface Outcome {

    /** The address took it. */
    record Delivered(String text) implements Outcome {}

    /**
     * Not now; another attempt may help.
     *
     * @param pause what the address asked for; zero: nothing
     */
    record Later(String text, Duration pause) implements Outcome {}

    /** Not this way, however often. */
    record Refused(String text) implements Outcome {}

    String text();
  }
}
