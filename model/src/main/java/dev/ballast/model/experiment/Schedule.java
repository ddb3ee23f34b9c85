// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.experiment;

import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * When a server runs it by itself.
 *
 * @param cron five fields of cron; empty for never
 * @param zone whose clock the fields mean
 * @param proofLasts how long a result counts as proof
 * @param gates whether releases of the service are held back while it is not proved
 */
public record Schedule(String cron, ZoneId zone, Duration proofLasts, boolean gates) {

  /** A month: behaviour that nobody looked at for longer is a guess. */
  public static final Duration PROOF = Duration.ofDays(30);

  /** Never by itself. */
  public static final Schedule NEVER = new Schedule("", ZoneOffset.UTC, PROOF, false);
}
