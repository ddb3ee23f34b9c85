// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.healing;

import dev.ballast.control.actuator.ActuatorException;
import dev.ballast.model.Place;
import dev.ballast.model.Remediation;

/** Does things. Nothing of it waits for long but {@link #plan}, which reads. */
public interface Hand {

  /**
   * What would be done at a place; changes nothing.
   *
   * @throws ActuatorException when it cannot be done, with what to do about it
   */
  Intent plan(Remediation remediation, Place place, String key);

  /** Begins it, or taking it back; how it goes is asked with {@link #progress}. */
  void begin(Intent intent, boolean undo);

  /** How far it is; after a restart, what the world says. */
  Progress progress(Intent intent, boolean undo);

  /** Keeps what is under a lease for another while. */
  void renew(Intent intent);

  /** Breaks off whatever is running. */
  void cancel();
}
