// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.predict.capacity;

import java.time.Instant;

/** A quantile of the time of the breach, as far as the horizon lets it be known. */
public sealed interface When {

  /** By then, with the probability of the quantile. */
  record By(Instant time) implements When {}

  /** Not before the horizon ends; when is not known. */
  record After(Instant horizon) implements When {}
}
